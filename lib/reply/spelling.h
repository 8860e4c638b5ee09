/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Translates what other years of the API, and other clouds, send into what EC2
 * sends today.
 *
 * The item reader passes every element through here, so that a row's path, a
 * check of a reply and a read-back each know one spelling only.
 */
#ifndef SPELLING_H
#define SPELLING_H

#include <stddef.h>

#include "base/arena.h"
#include "reply/node.h"

/* Today's name of the element NAME: NAME itself, or a static string. */
const char *spelling_name(const char *name);

/* Takes the white space from both ends of the text of NODE.  Keeps it if NODE
 * holds words of a user, such as a tag, a description or user data; and around
 * a name, unless there is a line break in it. */
void spelling_trim(const struct node *node, const char **text, size_t *len);

/* Call it when NODE has closed.  Makes each product code an item with
 * `productCode` and `type`, and drops items without a code; makes a `name` of a
 * state that is text; and makes an item of a list of devices that is itself one
 * device.  Takes memory from ARENA; fails when it has no more. */
int spelling_mend(struct node *node, struct arena *arena);

#endif

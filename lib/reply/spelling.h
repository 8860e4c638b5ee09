/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How other years of the API, and other clouds, spell what EC2 sends today.
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

/* Takes the white space from both ends of the text of NODE, unless NODE holds
 * words that people wrote: a tag, a description, user data; or a name, when no
 * line break is among that white space. */
void spelling_trim(const struct node *node, const char **text, size_t *len);

/* NODE has closed: brings the forms of a list of product codes to one, that of
 * items with `productCode` and `type`, and drops items without a code; makes a
 * `name` of a state that is text; and makes an item of a list of devices that
 * is one device.  What that needs is taken from ARENA; fails when ARENA has no
 * more. */
int spelling_mend(struct node *node, struct arena *arena);

#endif

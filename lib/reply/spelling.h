/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Translates the elements that older versions of the API and other clouds send
 * into the elements that EC2 sends today.
 *
 * The item reader passes every element through these functions.  Therefore most
 * other code needs only today's spelling.
 */
#ifndef SPELLING_H
#define SPELLING_H

#include <stddef.h>

#include "base/arena.h"
#include "reply/node.h"

/* Returns today's name of the element NAME: NAME itself, or a static string. */
const char *spelling_name(const char *name);

/* Strips white space from both ends of the text of NODE.  Leaves the text
 * unchanged if a user or an instance wrote it: a tag, a description, user data
 * or console output.  Leaves the name of a resource unchanged too, unless the
 * white space contains a line break. */
void spelling_trim(const struct node *node, const char **text, size_t *len);

/* Call spelling_mend when NODE's element has closed.  In a list of product
 * codes, makes each code an item with `productCode` and `type`, and removes
 * items without a code.  If a state has only text, moves the text to a child
 * `name`.  If a list of devices has the elements of one device and no item,
 * moves these elements into a new item.  Removes empty items from a list of
 * attachments.  Takes memory from ARENA, and fails if ARENA has no more
 * memory. */
int spelling_mend(struct node *node, struct arena *arena);

#endif

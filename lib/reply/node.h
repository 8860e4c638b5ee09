/* SPDX-License-Identifier: BSD-2-Clause */
/* An element of a reply or of a list in a request, as a node of a tree. */
#ifndef NODE_H
#define NODE_H

#include <stddef.h>

/* An element.  The text of an element with children is "".  Other texts of a
 * reply have no white space at either end, except texts that users write, such
 * as descriptions. */
struct node {
	const char *name;
	const char *text;
	size_t text_len;
	struct node *parent, *first, *last, *next;
};

/* Makes NODE the last child of PARENT. */
static inline void node_append(struct node *parent, struct node *node)
{
	node->parent = parent;
	node->next = NULL;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
}

#endif

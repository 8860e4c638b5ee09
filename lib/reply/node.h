/* SPDX-License-Identifier: BSD-2-Clause */
/* An element of a reply, as a node of a tree. */
#ifndef NODE_H
#define NODE_H

#include <stddef.h>

/* An element.  Text is that of an element without children, without the white
 * space around it where spelling.h says so, and "" otherwise. */
struct node {
	const char *name;
	const char *text;
	size_t text_len;
	struct node *parent, *first, *last, *next;
};

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* An element of a reply, as a node of a tree. */
#ifndef NODE_H
#define NODE_H

#include <stddef.h>

/* An element.  An element with children has the text "".  Other text has no
 * white space around it, except where spelling.h keeps it. */
struct node {
	const char *name;
	const char *text;
	size_t text_len;
	struct node *parent, *first, *last, *next;
};

#endif

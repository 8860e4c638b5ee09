/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Turns an element of a list in a request into a node, so that a command can
 * make rows from its request.
 *
 * The node of ResourceId.2 has the parameter's value as its text.  The node of
 * Tag.2.Key and Tag.2.Value has two nodes below it, called Key and Value.
 */
#ifndef ELEMENT_H
#define ELEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/params.h"
#include "reply/node.h"

/* An element keeps at most this many fields and ignores the rest. */
enum { ELEMENT_FIELDS_MAX = 16 };

struct element {
	struct node node;
	struct node fields[ELEMENT_FIELDS_MAX];
	size_t count;
};

/* Fills E with the next element of LIST.  Searches the parameters that have
 * index *AT or a higher index.  Sets *AT to the index after the element.
 * Returns false when LIST has no more elements.  Set *AT to 0 before the first
 * call.  In REQUEST, the parameters of two elements of LIST must not be mixed.
 * E contains pointers into REQUEST, to LIST and into itself, so the caller must
 * not copy E. */
bool element_next(const struct params *request, const char *list, size_t *at,
		  struct element *e);

#endif

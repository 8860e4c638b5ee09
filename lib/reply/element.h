/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Turns an element of a list in a request into a node, so that rows can be made
 * from it as from a reply.
 *
 * The node of ResourceId.2 has the value as its text.  The node of Tag.2.Key
 * and Tag.2.Value has two nodes below it, called Key and Value.
 */
#ifndef ELEMENT_H
#define ELEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/params.h"
#include "reply/node.h"

/* Most fields of an element; further ones are left out. */
enum { ELEMENT_FIELDS_MAX = 16 };

struct element {
	struct node node;
	struct node fields[ELEMENT_FIELDS_MAX];
	size_t count;
};

/* Fills E with the first element of LIST among the parameters from *AT on, and
 * moves *AT past it; false when LIST has no more elements.  Start with *AT 0.
 * The parameters of an element come one after the other.  E points into
 * REQUEST, and to itself. */
bool element_next(const struct params *request, const char *list, size_t *at,
		  struct element *e);

#endif

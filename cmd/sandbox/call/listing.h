/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes rows of the state as elements of a reply (see kinds/kind.h). */
#ifndef LISTING_H
#define LISTING_H

#include "call/call.h"
#include "kinds/kind.h"

/* The resource that a list belongs to. */
struct subject {
	const char *id, *owner;
	const char *key;	/* first column of the outer row; NULL without
				 * an outer row */
};

/* Returns whether E marks the end of a list of elements. */
bool listing_is_last(const struct element *e);

/* Starts the statement of a list, with the columns of its elements. */
int listing_start(struct sql *q, const struct call *c, const struct list *list,
		  const struct subject *subject, struct fault *fault);

/* Appends the columns of ELEMENTS to a statement. */
void listing_columns(struct buf *out, const struct element *elements);

/* Writes a row.  FIRST is the index of the first element's column. */
int listing_row(struct call *c, const struct sql *q, int first,
		const struct element *elements, const struct subject *subject,
		struct fault *fault);

int listing_write(struct call *c, const struct list *list,
		  const struct subject *subject, struct fault *fault);

#endif

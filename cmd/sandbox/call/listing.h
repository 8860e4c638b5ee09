/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes rows of the state as elements of a reply, as kinds/kind.h
 * describes. */
#ifndef LISTING_H
#define LISTING_H

#include "call/call.h"
#include "kinds/kind.h"

/* The thing that a list belongs to. */
struct subject {
	const char *id, *owner;
	const char *key;	/* values of the outer list's row */
};

/* Whether E ends a list of elements. */
bool listing_is_last(const struct element *e);

/* Starts the statement of a list, whose columns are those of its elements. */
int listing_start(struct sql *q, const struct call *c, const struct list *list,
		  const struct subject *subject, struct fault *fault);

/* Appends the columns of these elements to a statement. */
void listing_columns(struct buf *out, const struct element *elements);

/* Writes a row; FIRST is the column of the first element. */
int listing_row(struct call *c, const struct sql *q, int first,
		const struct element *elements, const struct subject *subject,
		struct fault *fault);

int listing_write(struct call *c, const struct list *list,
		  const struct subject *subject, struct fault *fault);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes database rows as elements of a reply, as the tables in kinds/ say. */
#ifndef LISTING_H
#define LISTING_H

#include "call/call.h"
#include "kinds/kind.h"

/* Values for the SQL of a list: ?1, ?4 and ?5 in kinds/kind.h. */
struct subject {
	const char *id, *owner;
	const char *key;	/* NULL means "" */
};

/* Returns whether E is the empty element that ends an array. */
bool listing_is_last(const struct element *e);

/* Starts a statement that selects the `sql` of each element of LIST. */
int listing_start(struct sql *q, const struct call *c, const struct list *list,
		  const struct subject *subject, struct fault *fault);

/* Appends the `sql` of ELEMENTS, separated by commas. */
void listing_columns(struct buf *out, const struct element *elements);

/* Writes the present row of Q.  FIRST is the first column of ELEMENTS. */
int listing_row(struct call *c, const struct sql *q, int first,
		const struct element *elements, const struct subject *subject,
		struct fault *fault);

int listing_write(struct call *c, const struct list *list,
		  const struct subject *subject, struct fault *fault);

#endif

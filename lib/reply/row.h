/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes the rows of an item, as tables say (rowtable.h). */
#ifndef ROW_H
#define ROW_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/item.h"
#include "reply/rowtable.h"

/* Makes the rows of one item.  Fails with ERR_DOUBT when the item contradicts
 * itself: an element that may occur once occurs twice, or an item of a list is
 * empty.  FN may have been called with some of its rows by then. */
int row_make(const struct row_plan *plan, const struct node *item, row_fn *fn,
	     void *ctx, struct err *err);

/* The first word of ROW, such as IMAGE or TAG, if its first column is called
 * Type; else NULL. */
const char *row_type(const struct row *row);

/* Whether a request for ATTRIBUTE (NULL: none) can make ROW. */
bool row_is_wanted(const struct row *row, const char *attribute);

/* Appends the headings, with spaces between them, of the first of ROWS that a
 * request for ATTRIBUTE can make.  Appends nothing if it can make no row. */
void row_headings(struct buf *out, const struct row *rows,
		  const char *attribute);

#endif

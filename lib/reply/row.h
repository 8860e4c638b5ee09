/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes the rows of an item from a table of struct row. */
#ifndef ROW_H
#define ROW_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/item.h"
#include "reply/rowtable.h"

/* Makes the rows of one item.  Fails with ERR_DOUBT if the item contradicts
 * itself or is malformed, for example if an element that may occur only once
 * occurs twice, or if an item of a list is empty.  Before a failure, row_make
 * may have called FN with some of the rows. */
int row_make(const struct row_plan *plan, const struct node *item, row_fn *fn,
	     void *ctx, struct err *err);

/* Returns the first word that ROW prints, such as IMAGE or TAG.  Returns NULL
 * if the first column is not called Type or if its text is not a literal. */
const char *row_type(const struct row *row);

/* Returns whether a request for ATTRIBUTE can make ROW.  ATTRIBUTE is NULL if
 * the request does not ask for an attribute. */
bool row_is_wanted(const struct row *row, const char *attribute);

/* Appends the headings of the first of ROWS that a request for ATTRIBUTE can
 * make, with spaces between them.  Leaves out columns that text output hides or
 * prints on separate lines.  Appends nothing if the request can make no row. */
void row_headings(struct buf *out, const struct row *rows,
		  const char *attribute);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds the text of each cell of a row.  Most texts come from one element of a
 * reply, or are composed from several.
 *
 * If an item contradicts itself, we do not believe its rows, and note one doubt
 * for the item.
 */
#ifndef CELLS_H
#define CELLS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/node.h"
#include "reply/rowtable.h"

/* Initialize this struct with `plan` and `doubt` set to objects that the caller
 * owns.  The caller releases `scratch`. */
struct cells {
	const struct row_plan *plan;
	struct buf scratch;	/* the composed texts of one row */
	struct err *doubt;	/* the reason to doubt the item */
	bool doubted;		/* we do not believe the item */
};

/* The element that a row shows, and the texts of its ROW_ABOVE cells. */
struct cells_place {
	const struct node *node;
	const char *const *above;	/* the texts, in the order of columns;
					 * NULL if the row comes from the
					 * request and its entry in the table
					 * has no `per` */
};

/* Returns the text of cell I of ROW, or NULL.  If the text must be composed,
 * cells_text appends it to the scratch buffer, sets *MADE and returns NULL.
 * The next call may move the buffer in memory. */
const char *cells_text(struct cells *c, const struct row *row, size_t i,
		       const struct cells_place *at, bool *made);

/* Returns the text at the first of the paths "a|b" at which an element exists,
 * or NULL.  The text of an empty element is "".  The path "@NAME" is a
 * parameter of the request. */
const char *cells_text_at(struct cells *c, const struct node *node,
			  const char *path);

/* Notes a doubt about the item if an element on PATH below NODE occurs twice,
 * although it may occur only once. */
void cells_check_single(struct cells *c, const struct node *node,
			const char *path);

/* Notes a doubt about the item.  NODE is an item of a list.  WORDS say what is
 * wrong with the item, such as "is empty". */
void cells_doubt(struct cells *c, const struct node *node, const char *words);

#endif

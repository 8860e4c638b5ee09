/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The texts of a row's cells, read from an element of a reply, or put together
 * from several.
 *
 * If an item contradicts itself, its rows are not believed: this is noted as a
 * doubt, once for all rows of the item.
 */
#ifndef CELLS_H
#define CELLS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/node.h"
#include "reply/rowtable.h"

/* Start with PLAN and DOUBT, which are borrowed; the caller releases
 * `scratch`. */
struct cells {
	const struct row_plan *plan;
	struct buf scratch;	/* the texts put together for one row */
	struct err *doubt;	/* why we doubt the item */
	bool doubted;		/* the item contradicts itself, or makes no
				 * sense */
};

/* The element that a row is made from, and the cells that it takes from the
 * element of the row above. */
struct cells_place {
	const struct node *node;
	const char *const *above;	/* the cells' texts, in the order of
					 * columns; NULL if no row is above */
};

/* The text of cell I of ROW, or NULL.  If the text has to be put together,
 * appends it to the scratch buffer, which may still move, and sets *MADE. */
const char *cells_text(struct cells *c, const struct row *row, size_t i,
		       const struct cells_place *at, bool *made);

/* The text at the first of the paths "a|b" that has one, or NULL.  The path
 * "@NAME" is a parameter of the request. */
const char *cells_text_at(struct cells *c, const struct node *node,
			  const char *path);

/* Doubts the item if an element on PATH below NODE occurs twice that may occur
 * only once. */
void cells_check_single(struct cells *c, const struct node *node,
			const char *path);

/* Doubts the item.  NODE is an item of a list, and WORDS say what is wrong with
 * it, such as "is empty". */
void cells_doubt(struct cells *c, const struct node *node, const char *words);

#endif

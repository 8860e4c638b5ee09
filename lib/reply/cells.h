/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The texts of a row's cells, read from an element of a reply, or put together
 * from several.
 *
 * What is contradictory is noted as a doubt, once for all rows of an item: they
 * are not believed then.
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
	struct err *doubt;	/* says why, if */
	bool doubted;		/* what the item says is contradictory, or
				 * makes no sense */
};

/* The element that a row stands for, and what its cells show of the element of
 * the row above it. */
struct cells_place {
	const struct node *node;
	const char *const *above;	/* by cell; NULL if no row is above */
};

/* The text of cell I of ROW, or NULL.  A text that has to be put together is
 * appended to the scratch buffer and *MADE set: the buffer may still move. */
const char *cells_text(struct cells *c, const struct row *row, size_t i,
		       const struct cells_place *at, bool *made);

/* The text at the first of the paths in "a|b" where there is one, or NULL;
 * "@NAME" is a parameter of the request. */
const char *cells_text_at(struct cells *c, const struct node *node,
			  const char *path);

/* Doubts the item if an element on PATH below NODE, which may stand only once,
 * stands twice. */
void cells_check_single(struct cells *c, const struct node *node,
			const char *path);

/* Doubts the item, since NODE, an item of a list, WORDS. */
void cells_doubt(struct cells *c, const struct node *node, const char *words);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows that wait for their turn, or for the end of the reply that they come
 * from.  A buffer holds their cells in packed form.
 */
#ifndef HELD_H
#define HELD_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/row.h"

/* held_clear frees a buffer of more than this many bytes. */
enum { HELD_KEPT_MAX = 2 * 1024 * 1024 };

/* Start as `= {0}`.  The caller may set `packed.secret` and `packed.max`. */
struct held {
	struct buf packed;
	size_t whole;		/* bytes of rows from complete replies */
};

/* Adds one row of at most ROW_CELLS_MAX cells: cells of ROW's columns, and
 * inherited cells.  Keeps pointers to ROW and to the columns. */
int held_add(struct held *h, const struct row *row, const struct cell *cells,
	     size_t count, struct err *err);

/* held_keep marks all present rows as coming from complete replies.  held_drop
 * drops the rows without this mark. */
void held_keep(struct held *h);
void held_drop(struct held *h);

/* Calls FN with each row that held_keep has not marked, in order. */
int held_show_rest(const struct held *h, row_fn *fn, void *ctx,
		   struct err *err);

/* Calls FN with each row, in order, and then drops all rows. */
int held_hand_out(struct held *h, row_fn *fn, void *ctx, struct err *err);

/* held_between calls FN with each row from the offset START up to END.
 * held_first calls FN with the one row at START.  Neither function drops
 * rows. */
int held_between(const struct held *h, size_t start, size_t end, row_fn *fn,
		 void *ctx, struct err *err);
int held_first(const struct held *h, size_t start, row_fn *fn, void *ctx,
	       struct err *err);

/* held_clear drops all rows.  held_release also frees their memory. */
void held_clear(struct held *h);
void held_release(struct held *h);

#endif

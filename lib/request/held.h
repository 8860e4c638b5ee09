/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows that wait for their turn, or until the reply that they come from is
 * known to be whole.  Their cells are packed in a buffer.
 */
#ifndef HELD_H
#define HELD_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/row.h"

/* held_clear frees a buffer that is larger than this. */
enum { HELD_KEPT_MAX = 2 * 1024 * 1024 };

/* Start as `= {0}`; `packed.secret` and `packed.max` may be set. */
struct held {
	struct buf packed;
	size_t whole;		/* bytes of rows from whole replies */
};

/* Packs one row of at most ROW_CELLS_MAX cells after the others: cells of ROW's
 * columns, and inherited ones.  Pointers to ROW and to columns are kept. */
int held_add(struct held *h, const struct row *row, const struct cell *cells,
	     size_t count, struct err *err);

/* held_keep marks all rows so far as coming from a whole reply; held_drop drops
 * those that are not marked. */
void held_keep(struct held *h);
void held_drop(struct held *h);

/* Shows FN the rows that are not marked, in order. */
int held_show_rest(const struct held *h, row_fn *fn, void *ctx,
		   struct err *err);

/* Hands every row to FN, in order, and drops them. */
int held_hand_out(struct held *h, row_fn *fn, void *ctx, struct err *err);

/* Hands out the rows packed from START up to END, or the one row that begins at
 * START.  The rows stay. */
int held_between(const struct held *h, size_t start, size_t end, row_fn *fn,
		 void *ctx, struct err *err);
int held_first(const struct held *h, size_t start, row_fn *fn, void *ctx,
	       struct err *err);

/* held_clear drops all rows; held_release frees their memory too. */
void held_clear(struct held *h);
void held_release(struct held *h);

#endif

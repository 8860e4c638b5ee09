/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows that wait for their turn, or for the reply they come from to prove
 * whole: cells packed in a buffer.
 */
#ifndef HELD_H
#define HELD_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/row.h"

/* Memory for more bytes than this is not kept. */
enum { HELD_KEPT_MAX = 2 * 1024 * 1024 };

/* Start as `= {0}`; `packed.secret` and `packed.max` may be set. */
struct held {
	struct buf packed;
	size_t whole;		/* bytes of it that have proved so */
};

/* Packs one row of at most ROW_CELLS_MAX cells after the others: cells of ROW's
 * columns, and inherited ones.  Pointers to ROW and to columns are kept. */
int held_add(struct held *h, const struct row *row, const struct cell *cells,
	     size_t count, struct err *err);

/* The rows so far have proved whole; and lets those go that have not. */
void held_keep(struct held *h);
void held_drop(struct held *h);

/* Shows FN the rows that have not proved whole, in order. */
int held_show_rest(const struct held *h, row_fn *fn, void *ctx,
		   struct err *err);

/* Hands every row to FN, in order, and is empty then. */
int held_hand_out(struct held *h, row_fn *fn, void *ctx, struct err *err);

/* Hands out the rows packed from START on, as far as END; or the one that
 * begins at START.  They stay. */
int held_between(const struct held *h, size_t start, size_t end, row_fn *fn,
		 void *ctx, struct err *err);
int held_first(const struct held *h, size_t start, row_fn *fn, void *ctx,
	       struct err *err);

/* Lets all rows go; and all memory too. */
void held_clear(struct held *h);
void held_release(struct held *h);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Keeps rows in memory in packed form, for example until their reply is
 * complete and the rows of all earlier jobs have been passed on.
 */
#ifndef ROWBUF_H
#define ROWBUF_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/row.h"

/* rowbuf_clear frees a buffer of more than this many bytes. */
enum { ROWBUF_KEPT_MAX = 2 * 1024 * 1024 };

/* Initialize this struct with `= { 0 }`.  The caller may set `packed.secret`
 * and `packed.max`. */
struct rowbuf {
	struct buf packed;
	size_t committed;	/* bytes of rows from complete replies */
};

/* Adds a row of at most ROW_CELLS_MAX cells.  A cell belongs to a column of
 * ROW, or repeats an id from a row above.  Keeps pointers to ROW and to the
 * columns. */
int rowbuf_add(struct rowbuf *b, const struct row *row,
	       const struct cell *cells, size_t count, struct err *err);

/* rowbuf_commit marks all present rows as coming from complete replies.
 * rowbuf_rollback drops the rows without this mark. */
void rowbuf_commit(struct rowbuf *b);
void rowbuf_rollback(struct rowbuf *b);

/* Calls FN with each row that rowbuf_commit has not marked, in order. */
int rowbuf_uncommitted(const struct rowbuf *b, row_fn *fn, void *ctx,
		       struct err *err);

/* Calls FN with each row, in order, and then drops all rows.  If FN fails,
 * drops none. */
int rowbuf_flush(struct rowbuf *b, row_fn *fn, void *ctx, struct err *err);

/* rowbuf_between calls FN with each row from the offset START up to END.
 * rowbuf_first calls FN with the one row at START.  Neither function drops
 * rows. */
int rowbuf_between(const struct rowbuf *b, size_t start, size_t end, row_fn *fn,
		   void *ctx, struct err *err);
int rowbuf_first(const struct rowbuf *b, size_t start, row_fn *fn, void *ctx,
		 struct err *err);

/* rowbuf_clear drops all rows.  rowbuf_release also frees their memory. */
void rowbuf_clear(struct rowbuf *b);
void rowbuf_release(struct rowbuf *b);

#endif

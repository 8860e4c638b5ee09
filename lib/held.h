/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows that wait for their turn, or for the reply they come from to prove
 * whole: cells packed in a buffer.
 */
#ifndef HELD_H
#define HELD_H

#include <stddef.h>

#include "buf.h"
#include "err.h"
#include "row.h"

/* Packs one row of at most ROW_CELLS_MAX cells behind the others; HEADS is
 * kept as a pointer. */
int held_add(struct buf *held, const char *heads, const struct cell *cells,
	     size_t count, struct err *err);

/* Hands every row to FN, in order, and empties the buffer. */
int held_release(struct buf *held, row_fn *fn, void *ctx, struct err *err);

#endif

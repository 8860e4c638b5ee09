/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sorts the items of a list by two columns of each item's first row.  Keeps the
 * rows of the whole list in memory until sorted_flush.  Compares the columns
 * byte by byte.  The rows of an item stay together.  Equal items keep their
 * order.
 */
#ifndef SORTED_H
#define SORTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "reply/row.h"
#include "request/rowbuf.h"

/* The maximum size of the rows in bytes. */
enum { SORTED_MAX = 1024 * 1024 * 1024 };

/* Initialize this struct with `= { 0 }`. */
struct sorted {
	struct rowbuf rows;
	struct sorted_item *items;
	size_t len, cap;
};

/* Adds a copy of a row.  FIRST says whether this row is the first row of an
 * item. */
int sorted_add(struct sorted *s, bool first, const struct row *row,
	       const struct cell *cells, size_t count, struct err *err);

/* Sorts the items by the column KEYS[0] and then by KEYS[1].  Calls FN with
 * each row, and then drops all rows. */
int sorted_flush(struct sorted *s, const char *const keys[2], row_fn *fn,
		    void *ctx, struct err *err);
void sorted_release(struct sorted *s);

#endif

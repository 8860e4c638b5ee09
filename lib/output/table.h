/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows as tables for people: one for each run of rows of a type, with
 * headings, and columns as wide as the widest of its first TABLE_SAMPLE
 * rows.  A longer value later on overflows.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "output/cell.h"
#include "base/err.h"

enum { TABLE_SAMPLE = 200, TABLE_COLUMNS_MAX = 64 };

/* The widest column: one value must not fill every other row with blanks. */
enum { TABLE_WIDTH_MAX = 16 * 1024 };

/* Start as `= {0}`. */
struct table {
	const char *heads;	/* of the open table, or NULL */
	size_t columns;
	size_t widths[TABLE_COLUMNS_MAX];
	size_t rows;		/* of the open table */
	bool sampled;		/* widths stand, headings are printed */
	struct buf sample;	/* its first rows: columns end with a tab,
				 * rows with a newline */
	bool any;		/* a table was printed before */
};

/* Adds a row whose columns are headed by HEADS, separated by spaces; another
 * HEADS than before begins a new table.  Cells hold neither tab nor newline:
 * they are escaped for showing.  What can be printed is appended to OUT. */
int table_row(struct table *t, struct buf *out, const char *heads,
	      const struct cell *cells, size_t count, struct err *err);

/* Prints what is held; no more rows of this table come. */
int table_end(struct table *t, struct buf *out, struct err *err);
void table_release(struct table *t);

#endif

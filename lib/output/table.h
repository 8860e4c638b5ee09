/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints rows as tables for people: one table for each type of row, with
 * headings.
 *
 * A table leaves out columns that are empty in all of its rows, and its columns
 * are as wide as their widest value.  On a terminal, the widest columns are cut
 * until the table fits.  If it would not fit even with every column cut to a
 * dozen characters, each row is a record instead: a line for each of its
 * values, with the column's name in front.
 *
 * Rows are kept until table_end.  But after TABLE_ROWS_MAX rows or
 * TABLE_BYTES_MAX bytes, the tables so far are printed and new ones begin.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "output/cell.h"
#include "base/err.h"

enum {
	TABLE_ROWS_MAX = 10000,
	TABLE_BYTES_MAX = 12 * 1024 * 1024,
	TABLE_COLUMNS_MAX = 64,
	TABLE_TYPES_MAX = 32,
};

/* The greatest width of a column, so that one long value does not pad every
 * other row; and the most bytes of a table that is printed uncut. */
enum { TABLE_WIDTH_MAX = 1024, TABLE_PRINTED_MAX = 32 * 1024 * 1024 };

/* The rows of one type. */
struct table_part {
	const char *type;	/* "" for rows without a type */
	const struct column *columns[TABLE_COLUMNS_MAX];
	bool inherited[TABLE_COLUMNS_MAX];
	size_t columns_count;
	struct buf rows;	/* packed, as struct packed in table.c says */
	size_t rows_count;
};

/* Start as `= {0}`. */
struct table {
	size_t width;		/* columns of the terminal; 0: no limit */
	struct table_part *parts[TABLE_TYPES_MAX];
	size_t parts_count;
	size_t rows, bytes;	/* rows and bytes in all parts together */
	bool any;		/* a table was printed before */
	bool secret;		/* wipe the memory of rows when they are
				 * freed */
};

/* Adds a row of at most TABLE_COLUMNS_MAX cells to the table of TYPE, which may
 * be NULL.  Cells hold the text to show; columns with the same name are the
 * same.  Prints the tables to OUT if they are full. */
int table_row(struct table *t, struct buf *out, const char *type,
	      const struct cell *cells, size_t count, struct err *err);

/* Appends the tables to OUT, in the order in which their types came first. */
int table_end(struct table *t, struct buf *out, struct err *err);
void table_release(struct table *t);

#endif

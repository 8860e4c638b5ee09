/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints the rows of each type as a human-readable table with headings.
 *
 * A table omits columns that are empty in all rows.  Each column is as wide as
 * its name or its widest value, up to TABLE_WIDTH_MAX.  On a terminal, the
 * widest columns are truncated until the table fits.  If the table is still too
 * wide when every column has at most 12 characters, each row is printed as a
 * record instead.  A record has a line for each value, and the line starts with
 * the column's name.
 *
 * Rows are buffered until table_end, or until there are TABLE_ROWS_MAX rows or
 * TABLE_BYTES_MAX bytes.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "output/cell.h"

enum {
	TABLE_ROWS_MAX = 10000,
	TABLE_BYTES_MAX = 12 * 1024 * 1024,
	TABLE_COLUMNS_MAX = 64,
	TABLE_TYPES_MAX = 32,
};

/* TABLE_WIDTH_MAX is the maximum width of a column, so that one very long value
 * does not make every row long.  If the terminal's width is unknown, wider
 * values are printed whole, and columns become narrower if the padded table
 * would take more than TABLE_PRINTED_MAX bytes. */
enum { TABLE_WIDTH_MAX = 1024, TABLE_PRINTED_MAX = 32 * 1024 * 1024 };

/* The rows of one type. */
struct table_part {
	const char *type;	/* row type, or "" for rows without a type */
	const struct column *columns[TABLE_COLUMNS_MAX];
	/* true for a column whose cells repeat an id of a row above */
	bool inherited[TABLE_COLUMNS_MAX];
	size_t columns_count;
	struct buf rows;	/* rows in the format of struct packed in
				 * table.c */
	size_t rows_count;
};

/* Initialize this struct with `= { 0 }`. */
struct table {
	size_t width;		/* columns of the terminal, or 0 for no limit */
	struct table_part *parts[TABLE_TYPES_MAX];
	size_t parts_count;
	size_t rows, bytes;	/* number of rows and bytes in all parts */
	bool printed;		/* an earlier table was printed */
	bool secret;		/* wipe the memory of rows before freeing it */
};

/* Adds a row of at most TABLE_COLUMNS_MAX cells to the table for TYPE, which
 * may be NULL.  TYPE and the columns must stay valid until table_end.  The
 * cells contain the text to print.  Cells whose columns have the same name
 * share a column.  Once TABLE_ROWS_MAX or TABLE_BYTES_MAX is reached, appends
 * the tables to OUT and starts new ones.  Fails if there are more than
 * TABLE_TYPES_MAX types, or more than TABLE_COLUMNS_MAX columns in a table. */
int table_row(struct table *t, struct buf *out, const char *type,
	      const struct cell *cells, size_t count, struct err *err);

/* Appends the tables to OUT, in the order in which their types first appeared,
 * and removes all rows. */
int table_end(struct table *t, struct buf *out, struct err *err);
void table_release(struct table *t);

#endif

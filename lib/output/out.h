/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints rows as text, JSON Lines, tables or csv.
 *
 * In text, columns are separated by one tab.  In text, tables and csv, control
 * characters and bytes that are not UTF-8 are escaped.
 */
#ifndef OUT_H
#define OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "output/cell.h"
#include "base/err.h"
#include "output/table.h"

enum out_format { OUT_TEXT, OUT_TABLE, OUT_JSON, OUT_CSV };

/* Most cells of a row, and most columns that may be chosen. */
enum { OUT_CELLS_MAX = TABLE_COLUMNS_MAX };

/* Which rows and columns are printed.  All borrowed. */
struct out_choice {
	const char *const *types;	/* the types to print; none: rows of
					 * every type */
	size_t types_count;
	const struct column *const *columns;	/* the columns to print; none:
						 * those of each row */
	size_t columns_count;
};

/* Where and how a run prints its rows.  Start as `= { .fd = ... }`. */
struct out {
	int fd;			/* descriptor to write to; the caller closes
				 * it */
	enum out_format format;
	bool show_empty;	/* "(nil)" for an empty column */
	bool document;		/* text prints each cell on lines of its own,
				 * with its own line breaks and tabs, and no
				 * headings */
	bool raw;		/* a document's other bytes are not escaped */
	const struct out_choice *choice;	/* which rows and columns; NULL:
						 * all; csv needs a choice with
						 * columns */
	struct buf pending;	/* rows not yet written */
	bool gone;		/* a write found the pipe closed */
	bool lost;		/* a write failed, and rows were lost */
	bool headed;		/* csv's heading line is printed */
	struct table table;
	struct buf escaped;	/* scratch for the cells of a table's row */
	struct buf joined;	/* scratch for a list in text */
};

/* Prints one row of at most OUT_CELLS_MAX cells.  TYPE is the row's first word,
 * or NULL if it has no type; tables and out_choice use it.  Rows are written
 * when enough are pending, or by out_flush. */
int out_row(struct out *o, const char *type, const struct cell *cells,
	    size_t count, struct err *err);

/* Prints a line of headings, which HEADINGS has with spaces between them.  Only
 * for text: the other formats have headings of their own. */
int out_headings(struct out *o, const char *headings, struct err *err);

/* Call it after the last row.  Prints the rows that tables still hold, and
 * csv's heading line if there was no row. */
int out_end(struct out *o, struct err *err);

/* Writes what is pending.  Fails with `gone` set when the reader closed the
 * pipe. */
int out_flush(struct out *o, struct err *err);

/* Makes O wipe its memory before it frees it. */
void out_secret(struct out *o);

void out_release(struct out *o);

#endif

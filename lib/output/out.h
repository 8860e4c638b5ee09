/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints rows as text, JSON Lines, tables or CSV.
 *
 * In text output, one tab separates two columns, but a text of several lines
 * begins on a new line.  In text, tables and CSV, this module escapes control
 * characters and bytes that are not UTF-8.  Documents are an exception: see
 * `document` and `raw` in struct out.
 */
#ifndef OUT_H
#define OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "output/cell.h"
#include "output/table.h"

enum out_format { OUT_TEXT, OUT_TABLE, OUT_JSON, OUT_CSV };

/* The maximum number of cells in a row, and of columns in an out_choice. */
enum { OUT_CELLS_MAX = TABLE_COLUMNS_MAX };

/* The rows and columns that the user selected.  The caller owns all arrays. */
struct out_choice {
	const char *const *types;	/* types of the rows to print; if empty,
					 * print every type */
	size_t types_count;
	const struct column *const *columns;	/* columns to print; if empty,
						 * print all columns of each
						 * row */
	size_t columns_count;
};

/* The output of a run.  Initialize this struct with `= { .fd = ... }`. */
struct out {
	int fd;			/* output descriptor, which the caller closes */
	enum out_format format;
	bool show_empty;	/* text and tables show "(nil)" for an empty
				 * cell; documents do not */
	bool document;		/* text output prints each cell on its own
				 * lines, keeps the cell's line breaks and tabs,
				 * and omits headings */
	bool raw;		/* print documents without any escaping */
	const struct out_choice *choice;	/* rows and columns to print, or
						 * NULL for all; CSV needs a
						 * choice with columns */
	struct buf pending;	/* formatted rows that are not yet written */
	bool gone;		/* the reader has closed the pipe */
	bool lost;		/* a write failed and rows were lost */
	bool headed;		/* the heading line of CSV has been printed */
	struct table table;
	struct buf escaped;	/* scratch space for the cells of a table row */
	struct buf joined;	/* scratch space for a list in text form */
};

/* Formats one row of at most OUT_CELLS_MAX cells, unless `choice` leaves out
 * rows of TYPE.  TYPE is the type of the row, or NULL if the row has no type.
 * Writes the pending rows once they reach 64 KiB; out_flush can write them
 * earlier.  Rows of tables are not pending until their table is complete. */
int out_row(struct out *o, const char *type, const struct cell *cells,
	    size_t count, struct err *err);

/* Prints a heading line in text output, except for a document.  HEADINGS has
 * the headings separated by spaces, which become tabs.  Does nothing in the
 * other formats. */
int out_headings(struct out *o, const char *headings, struct err *err);

/* Finishes the output.  The caller calls out_end once, after the last row.
 * Prints the buffered tables, prints the heading line of CSV if there was no
 * row, and writes all pending rows. */
int out_end(struct out *o, struct err *err);

/* Writes all pending rows.  If a write fails, drops the rows and sets `lost`,
 * and also `gone` if the reader has closed the pipe. */
int out_flush(struct out *o, struct err *err);

/* Makes O wipe its buffers before freeing them. */
void out_secret(struct out *o);

void out_release(struct out *o);

#endif

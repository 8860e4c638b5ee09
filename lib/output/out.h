/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows to standard output: as text, JSON Lines, tables or csv.
 *
 * In text, columns are separated by one tab.  There, in tables and in csv a
 * control character or a byte that is not UTF-8 is escaped.
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
	const char *const *types;	/* none: rows of every type */
	size_t types_count;
	const struct column *const *columns;	/* none: those of each row */
	size_t columns_count;
};

/* How a run prints.  Start as `= { .fd = ... }`. */
struct out {
	int fd;			/* where to; stays the caller's */
	enum out_format format;
	bool show_empty;	/* "(nil)" for an empty column */
	bool document;		/* text prints each cell on lines of its own,
				 * with its own line breaks and tabs, and no
				 * headings */
	bool raw;		/* and all other bytes as they are */
	const struct out_choice *choice;	/* NULL: everything; csv needs
						 * one that has columns */
	struct buf pending;	/* rows not yet written */
	bool gone;		/* a write found the pipe closed */
	bool lost;		/* a write failed, and what was to be written is
				 * gone */
	bool headed;		/* csv's heading line is printed */
	struct table table;
	struct buf escaped;	/* a row's cells, for a table */
	struct buf joined;	/* a list, for text */
};

/* Prints one row of at most OUT_CELLS_MAX cells.  TYPE is the row's first
 * word where rows have one, else NULL; tables and out_choice go by it.
 * Written when enough has come together, or by out_flush. */
int out_row(struct out *o, const char *type, const struct cell *cells,
	    size_t count, struct err *err);

/* Prints a line of headings, given with spaces between them; in text only,
 * for the other formats carry their own. */
int out_headings(struct out *o, const char *headings, struct err *err);

/* No more rows come: prints what a table still holds, or csv's heading line
 * where there was no row. */
int out_end(struct out *o, struct err *err);

/* Writes what is pending.  Fails with `gone` set when the reader closed the
 * pipe. */
int out_flush(struct out *o, struct err *err);

/* From here on rows are wiped before memory is given back. */
void out_secret(struct out *o);

void out_release(struct out *o);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows to standard output.
 *
 * A row is a list of cells; a cell without text is empty.  In text, columns
 * are separated by one tab, and a control character or a byte that is not
 * UTF-8 is escaped, so that no value can forge a row or reach a terminal
 * raw.
 */
#ifndef OUT_H
#define OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "err.h"

/* A value; text is NULL, or len 0, when the column is empty. */
struct out_cell {
	const char *text;
	size_t len;
};

/* How a run prints.  Start as `= { .fd = … }`. */
struct out {
	int fd;			/* where to; stays the caller's */
	bool show_empty;	/* "(nil)" for an empty column */
	struct buf pending;	/* rows not yet written */
	bool gone;		/* a write found the pipe closed */
};

/* Prints one row of COUNT cells.  Written when enough has come together, or
 * by out_flush. */
int out_row(struct out *o, const struct out_cell *cells, size_t count,
	    struct err *err);

/* Prints a line of headings, given with spaces between them. */
int out_headings(struct out *o, const char *headings, struct err *err);

/* Writes what is pending.  Fails with `gone` set when nobody reads. */
int out_flush(struct out *o, struct err *err);

void out_release(struct out *o);

/* Appends TEXT as it may be shown: C0 and C1 control characters, DEL and
 * invalid UTF-8 as \t, \n, \r or \xHH, all else as it is. */
void out_escape(struct buf *b, const char *text, size_t len);

#endif

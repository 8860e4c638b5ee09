/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows to standard output: as text, as JSON Lines, or as tables.
 *
 * In text, columns are separated by one tab.  There and in tables a control
 * character or a byte that is not UTF-8 is escaped, so that no value can
 * forge a row or reach a terminal raw.
 */
#ifndef OUT_H
#define OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "output/cell.h"
#include "base/err.h"
#include "output/table.h"

enum out_format { OUT_TEXT, OUT_TABLE, OUT_JSON };

/* How a run prints.  Start as `= { .fd = … }`. */
struct out {
	int fd;			/* where to; stays the caller's */
	enum out_format format;
	bool show_empty;	/* "(nil)" for an empty column */
	struct buf pending;	/* rows not yet written */
	bool gone;		/* a write found the pipe closed */
	struct table table;
	struct buf escaped;	/* a row's cells, for a table */
};

/* Prints one row of COUNT cells, called HEADS (separated by spaces) in JSON
 * and tables.  Written when enough has come together, or by out_flush. */
int out_row(struct out *o, const char *heads, const struct cell *cells,
	    size_t count, struct err *err);

/* Prints a line of headings, given with spaces between them; in text only,
 * for the other formats carry their own. */
int out_headings(struct out *o, const char *headings, struct err *err);

/* No more rows come: prints what a table still holds back. */
int out_end(struct out *o, struct err *err);

/* Writes what is pending.  Fails with `gone` set when nobody reads. */
int out_flush(struct out *o, struct err *err);

void out_release(struct out *o);

/* Appends TEXT as it may be shown: C0 and C1 control characters, DEL and
 * invalid UTF-8 as \t, \n, \r or \xHH, all else as it is. */
void out_escape(struct buf *b, const char *text, size_t len);

#endif

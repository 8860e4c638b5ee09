/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows as csv (RFC 4180), for spreadsheets.
 *
 * A spreadsheet takes a cell that begins with = + - @ for a formula, and a
 * formula can send data away or run a program.  Values come from whoever
 * named an image or wrote a tag, so such a cell gets an apostrophe in front,
 * which spreadsheets hide.  Plain numbers are left alone.
 */
#ifndef CSV_H
#define CSV_H

#include <stddef.h>

#include "base/buf.h"
#include "output/cell.h"

/* Appends one line: the columns' names, or the cells.  Control characters
 * are escaped as in text. */
void csv_heading(struct buf *out, const struct column *const *columns,
		 size_t count);
void csv_row(struct buf *out, const struct cell *cells, size_t count);

#endif

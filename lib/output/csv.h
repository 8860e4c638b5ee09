/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows as csv (RFC 4180), for spreadsheets.
 *
 * A spreadsheet reads a cell that begins with = + - @ as a formula, and a
 * formula can send data away or run a program.  Anyone who may name an image or
 * write a tag chooses such values.  So we put an apostrophe, which spreadsheets
 * hide, before such a cell unless it is a plain number.
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

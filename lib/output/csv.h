/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes rows as CSV (RFC 4180) for spreadsheets.
 *
 * A spreadsheet may interpret a cell that begins with a character such as =, +,
 * - or @ as a formula.  A formula can send data to a stranger or run a program.
 * Everyone with permission to name an image or to write a tag can create a
 * formula.  So we write an apostrophe before a cell that looks like a formula,
 * unless the cell is a plain number.
 */
#ifndef CSV_H
#define CSV_H

#include <stddef.h>

#include "base/buf.h"
#include "output/cell.h"

/* csv_heading appends a line with the names of the columns, and csv_row a line
 * with the cells.  csv_row escapes control characters as text output does. */
void csv_heading(struct buf *out, const struct column *const *columns,
		 size_t count);
void csv_row(struct buf *out, const struct cell *cells, size_t count);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes a row as a line of JSON Lines. */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>

#include "base/buf.h"
#include "output/cell.h"
#include "base/err.h"

/* Appends one object and a newline.  It has a member for each cell, named like
 * the cell's column.  Booleans, numbers and lists become JSON's own types if
 * their text has the right form; otherwise they are strings.  An empty cell is
 * null, an empty list [].  Values are exact, except that a byte that is not
 * UTF-8 becomes U+FFFD. */
int json_row(struct buf *out, const struct cell *cells, size_t count,
	     struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes rows as JSON Lines. */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "output/cell.h"

/* Appends one object and a newline.  The object has a member for each cell, and
 * the column's name is the member's name.  A cell of a boolean or number column
 * becomes a JSON boolean or integer if its text has that form, and a string
 * otherwise.  A list becomes an array of strings.  A list of product codes
 * becomes an array of objects with the members ProductCode and Type.  An empty
 * list becomes [], and any other empty cell null.  Each byte that is not UTF-8
 * becomes U+FFFD.  A JSON parser reads back all other text exactly. */
int json_row(struct buf *out, const struct cell *cells, size_t count,
	     struct err *err);

#endif

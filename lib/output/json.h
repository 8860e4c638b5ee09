/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes rows as JSON Lines. */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "output/cell.h"

/* Appends one object and a newline.  The object has a member for each cell, and
 * the column's name is the member's name.  A cell of a boolean, number or list
 * column becomes a JSON boolean, number or array if its text has the right
 * form, and a string otherwise.  An empty cell becomes null, and an empty list
 * becomes [].  Each byte that is not UTF-8 becomes U+FFFD.  Everything else is
 * copied exactly. */
int json_row(struct buf *out, const struct cell *cells, size_t count,
	     struct err *err);

#endif

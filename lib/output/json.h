/* SPDX-License-Identifier: BSD-2-Clause */
/* A row as a line of JSON Lines. */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>

#include "base/buf.h"
#include "output/cell.h"
#include "base/err.h"

/* Appends one object and a newline: a member for each cell, named like its
 * column.  Booleans, numbers and lists have their JSON types where the text is
 * one; a value of another form is a string.  An empty cell is null, an empty
 * list [].  Values are exact; a byte that is not UTF-8 becomes U+FFFD. */
int json_row(struct buf *out, const struct cell *cells, size_t count,
	     struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* A row as a line of JSON Lines. */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>

#include "base/buf.h"
#include "output/cell.h"
#include "base/err.h"

/* Appends one object and a newline: the names in KEYS, separated by spaces,
 * each with the cell in its place as a string, or null when it is empty.
 * Values are exact; what is not UTF-8 in them becomes U+FFFD. */
int json_row(struct buf *out, const char *keys, const struct cell *cells,
	     size_t count, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* A column of a row, and one value in it. */
#ifndef CELL_H
#define CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The kind of a column's values.  Only JSON shows the difference. */
enum column_kind {
	COLUMN_STRING,
	COLUMN_BOOLEAN,	/* true or false */
	COLUMN_NUMBER,	/* an integer */
	COLUMN_LIST,	/* strings */
	COLUMN_CODES,	/* product codes, each with its type */
	COLUMN_LINES,	/* a document of lines: text output ends the row, then
			 * prints the document with its own line breaks */
};

struct column {
	const char *name;	/* key in JSON, heading of tables and csv */
	const char *heading;	/* what -H prints; NULL: the name */
	enum column_kind kind;
	bool hidden;		/* text output leaves the column out */
	bool is_id;		/* rows below this one have the cell too */
};

/* A value, borrowed.  The text of a list is its elements, each ended by a NUL
 * byte.  The elements of product codes are type, code, type, code, ... */
struct cell {
	const struct column *column;
	const char *text;	/* the text; NULL or len 0: the cell is empty */
	size_t len;
	bool hidden;		/* text output leaves the cell out */
	bool inherited;		/* the id comes from a row above */
};

/* Calls FN with each element of a list, until it returns non-zero. */
typedef int cell_element_fn(void *ctx, const char *text, size_t len);
int cell_elements(const struct cell *cell, cell_element_fn *fn, void *ctx);

/* Appends the cell as text output shows it, but unescaped: elements of a list
 * joined by commas, product codes as "[devpay: A],[marketplace: B]". */
void cell_text(struct buf *out, const struct cell *cell);

#endif

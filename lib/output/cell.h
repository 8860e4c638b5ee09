/* SPDX-License-Identifier: BSD-2-Clause */
/* Defines a column and a cell, which is one value in a column. */
#ifndef CELL_H
#define CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The type of a column's values. */
enum column_kind {
	COLUMN_STRING,
	COLUMN_BOOLEAN,	/* "true" or "false" */
	COLUMN_NUMBER,	/* an integer */
	COLUMN_LIST,	/* a list of strings */
	COLUMN_CODES,	/* a list of product codes with their types */
	COLUMN_LINES,	/* a text of several lines, which text output begins on
			 * a new line */
};

struct column {
	const char *name;	/* key in JSON, and heading in tables and CSV */
	const char *heading;	/* heading that -H prints, or NULL to use
				 * `name` */
	enum column_kind kind;
	bool hidden;		/* text output omits the column unless the user
				 * selects it */
	bool is_id;		/* the value is the id of a resource.  Rows
				 * below its row that belong to the resource
				 * repeat the id, except in text output without
				 * selected columns. */
};

/* One value.  The caller owns the text.  The text of a list consists of its
 * elements, each terminated by a NUL byte.  The elements of a list of product
 * codes are a type, its code, the next type, its code, and so on. */
struct cell {
	const struct column *column;
	const char *text;	/* the value; the cell is empty if `text` is
				 * NULL or `len` is 0 */
	size_t len;
	bool hidden;		/* text output omits the cell */
	bool inherited;		/* an id repeated from a row above */
};

/* Returns whether the cell's text is WORD. */
bool cell_is(const struct cell *cell, const char *word);

/* Calls FN for each element of a list until FN returns non-zero.  Returns the
 * result of the last call of FN, or 0 if the list is empty. */
typedef int cell_element_fn(void *ctx, const char *text, size_t len);
int cell_elements(const struct cell *cell, cell_element_fn *fn, void *ctx);

/* Appends the cell in the format of text output, but without escaping.  The
 * elements of a list are separated by commas.  Product codes have the form
 * "[devpay: A],[marketplace: B]".  An empty cell appends nothing. */
void cell_text(struct buf *out, const struct cell *cell);

#endif

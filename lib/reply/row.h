/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tables that say which rows an item of a reply makes.
 *
 * A row stands for every element at its path below the row above it (the
 * item, for the outermost rows); its cells are read from that element, from
 * the one of the row above, or from the request.  Rows below it follow each
 * of its own.  A row whose path starts with `@` stands for every parameter
 * of the request whose name starts with what follows.
 */
#ifndef ROW_H
#define ROW_H

#include <stddef.h>

#include "output/cell.h"
#include "base/buf.h"
#include "base/err.h"
#include "reply/item.h"
#include "base/params.h"

/* Most cells of a row: INSTANCE has 32 and its type. */
enum { ROW_CELLS_MAX = 34 };

enum row_source {
	ROW_END_OF_CELLS,
	ROW_LITERAL,	/* the text itself */
	ROW_EMPTY,	/* a column that is always empty */
	ROW_PATH,	/* text at a path; "a|b" takes the first there is */
	ROW_ABOVE,	/* the same, in the element of the row above */
	ROW_REQUEST,	/* a parameter of the request */
	ROW_EXTRA,	/* as ROW_PATH, but not in text */
	ROW_NAME,	/* the name of the element's first child */
	ROW_VALUE,	/* the text of the element's first child */
	ROW_DEVICE,	/* a block device mapping, "sdb: ephemeral0" */
	ROW_CODES,	/* product codes, "[devpay: A],[marketplace: B]" */
	ROW_JOINED,	/* all texts at a path, joined by commas; "a/b|c" takes
			 * the first of b and c that is not empty */
	ROW_TIME,	/* a time, as 2026-07-01T12:34:56+0000 */
	ROW_BOOLEAN,	/* as ROW_PATH, "true" or "false" however spelt */
	ROW_ACCESS,	/* "public" for true, "private" for false */
	ROW_MONITORING,	/* "monitoring-" and the text */
	ROW_BASE64,	/* decoded */
};

struct row_cell {
	enum row_source source;
	const char *text;
};

#define LITERAL(words)	{ ROW_LITERAL, words }
#define EMPTY		{ ROW_EMPTY, NULL }
#define PATH(path)	{ ROW_PATH, path }
#define ABOVE(path)	{ ROW_ABOVE, path }
#define REQUEST(name)	{ ROW_REQUEST, name }
#define EXTRA(path)	{ ROW_EXTRA, path }
#define CODES(path)	{ ROW_CODES, path }
#define JOINED(path)	{ ROW_JOINED, path }
#define TIME(path)	{ ROW_TIME, path }
#define BOOLEAN(path)	{ ROW_BOOLEAN, path }
#define ACCESS(path)	{ ROW_ACCESS, path }
#define MONITORING(path) { ROW_MONITORING, path }
#define BASE64(path)	{ ROW_BASE64, path }
#define NAME		{ ROW_NAME, NULL }
#define VALUE		{ ROW_VALUE, NULL }
#define DEVICE		{ ROW_DEVICE, NULL }

struct row {
	const char *path;	/* "" is the element of the row above */
	const char *only;	/* when not NULL: only if the request asks
				 * for this Attribute */
	const char *has;	/* when not NULL: only if the element has
				 * this below it */
	const struct row *otherwise;	/* of an element without it */
	const char *heads;	/* headings, separated by spaces */
	struct row_cell cells[ROW_CELLS_MAX];
	const struct row *rows;	/* below each; ends like this table */
};

/* Ends a table of rows. */
#define ROW_END { .path = NULL }

/* Takes the cells of one row, which are valid for the call only. */
typedef int row_fn(void *ctx, const char *heads, const struct cell *cells,
		   size_t count, struct err *err);

/* Makes the rows of one item.  Fails with ERR_DOUBT when the item is
 * contradictory: what can stand only once stands twice, or an item of a list
 * that makes rows says nothing.  FN has had some of its rows then. */
int row_make(const struct row *rows, const struct node *item,
	     const struct params *request, row_fn *fn, void *ctx,
	     struct err *err);

/* Appends the headings of the first of ROWS that this request can make, without
 * those of columns that text leaves out. */
void row_headings(const struct row *rows, const struct params *request,
		  struct buf *out);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tables that say which rows an item of a reply makes.
 *
 * A table's row is made for every element at its path, which begins at the
 * element of the row above (the item, for the outermost rows).  Its cells are
 * read from that element, from the element of the row above, or from the
 * request.  After each row come the rows below it.
 *
 * A row whose path starts with `@` is made from the request.  `@ProductCode.`
 * is made for every parameter whose name starts with what follows the `@`;
 * `@Tag`, without a dot, for every element of that list, whose fields (Key of
 * Tag.1.Key) are below it.
 */
#ifndef ROWTABLE_H
#define ROWTABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"
#include "output/cell.h"
#include "reply/node.h"

/* Most columns of a row in a table: INSTANCE has 32, with its type, and a table
 * needs an end.  ROW_CELLS_MAX: most cells of a printed row, which also has the
 * ids of the rows above it. */
enum { ROW_COLUMNS_MAX = 34, ROW_IDS_MAX = 4,
       ROW_CELLS_MAX = ROW_COLUMNS_MAX + ROW_IDS_MAX };

enum row_source {
	ROW_END_OF_CELLS,
	ROW_LITERAL,	/* the text itself */
	ROW_EMPTY,	/* a column that is always empty */
	ROW_PATH,	/* text at a path; "a|b" takes b if there is no a, and
			 * "a|@B" takes the parameter B of the request if there
			 * is no a */
	ROW_ABOVE,	/* text at a path in the element of the row above; "../"
			 * is that element's parent */
	ROW_ABOVE_TYPE,	/* the type of the resource with the id at ROW_ABOVE */
	ROW_REQUEST,	/* a parameter of the request */
	ROW_NAME,	/* the name of the element's first child */
	ROW_VALUE,	/* the text of the element's first child */
	ROW_DEVICE,	/* a block device mapping, "sdb: ephemeral0" */
	ROW_CODES,	/* product codes, "[devpay: A],[marketplace: B]" */
	ROW_JOINED,	/* all texts at a path "a/item/b", joined by commas;
			 * "a/item/b|c" takes the first of b and c that is
			 * not empty */
	ROW_TIME,	/* a time, as 2026-07-01T12:34:56+0000 */
	ROW_BOOLEAN,	/* the text at a path; every spelling of a boolean
			 * becomes "true" or "false" */
	ROW_ACCESS,	/* "public" for true, "private" for false */
	ROW_MONITORING,	/* "monitoring-" and the text */
	ROW_BASE64,	/* text in base64, decoded */
	ROW_WHETHER,	/* "a|b": a if `pick` finds an element, else b */
	ROW_FORM,	/* "{a}={b}": the texts at the paths a and b */
	ROW_DECODED,	/* the text as struct row_plan's `decode` changes it */
};

/* Picks an element at or below NODE, the row's own element; or returns NULL. */
typedef const struct node *row_pick(const struct node *node);

struct row_cell {
	enum row_source source;
	const char *text;
	row_pick *pick;		/* of ROW_WHETHER: the condition; of ROW_TIME:
				 * the element at which the path begins; NULL:
				 * the row's element */
	const char *when;	/* the text that `shown` replaces; NULL: an
				 * empty one */
	const char *shown;	/* printed in place of `when`; NULL: nothing is
				 * replaced */
	const char *before;	/* words that text output prints before the
				 * cell, or NULL; with words, it leaves an empty
				 * cell out */
};

#define LITERAL(words)	{ ROW_LITERAL, words }
#define EMPTY		{ ROW_EMPTY, NULL }
#define PATH(path)	{ ROW_PATH, path }
#define ABOVE(path)	{ ROW_ABOVE, path }
#define ABOVE_TYPE(path) { ROW_ABOVE_TYPE, path }
#define REQUEST(name)	{ ROW_REQUEST, name }
#define CODES(path)	{ ROW_CODES, path }
#define JOINED(path)	{ ROW_JOINED, path }
#define TIME(path)	{ ROW_TIME, path }
#define BOOLEAN(path)	{ ROW_BOOLEAN, path }
#define PICKED_TIME(pick, path) { ROW_TIME, path, pick }
#define WHETHER(pick, words) { ROW_WHETHER, words, pick }
#define ACCESS(path)	{ ROW_ACCESS, path }
#define MONITORING(path) { ROW_MONITORING, path }
#define BASE64(path)	{ ROW_BASE64, path }
#define FORM(text)	{ ROW_FORM, text }
#define DECODED(path)	{ ROW_DECODED, path }
#define NAME		{ ROW_NAME, NULL }
#define VALUE		{ ROW_VALUE, NULL }
#define DEVICE		{ ROW_DEVICE, NULL }

/* A column and where its cell comes from. */
struct row_column {
	struct column column;
	struct row_cell cell;
};

/* COLUMN("ImageID", PATH("imageId")) declares a column; the other macros add a
 * kind or a rule. */
#define COLUMN(name, ...) \
	{ .column = { name }, .cell = __VA_ARGS__ }
#define HEADED(name, heading, ...) \
	{ .column = { name, heading }, .cell = __VA_ARGS__ }
#define BOOL(name, ...) \
	{ .column = { name, .kind = COLUMN_BOOLEAN }, .cell = __VA_ARGS__ }
#define NUMBER(name, ...) \
	{ .column = { name, .kind = COLUMN_NUMBER }, .cell = __VA_ARGS__ }
#define LINES(name, ...) \
	{ .column = { name, .kind = COLUMN_LINES }, .cell = __VA_ARGS__ }
#define STRINGS(name, ...) \
	{ .column = { name, .kind = COLUMN_LIST }, .cell = __VA_ARGS__ }
#define CODE_LIST(name, ...) \
	{ .column = { name, .kind = COLUMN_CODES }, .cell = __VA_ARGS__ }
#define ID(name, ...) \
	{ .column = { name, .is_id = true }, .cell = __VA_ARGS__ }
#define HIDDEN(name, ...) \
	{ .column = { name, .hidden = true }, .cell = __VA_ARGS__ }

#define HIDDEN_LIST(name, ...) \
	{ .column = { name, .kind = COLUMN_LIST, .hidden = true }, \
	  .cell = __VA_ARGS__ }

#define HIDDEN_BOOL(name, ...) \
	{ .column = { name, .kind = COLUMN_BOOLEAN, .hidden = true }, \
	  .cell = __VA_ARGS__ }
#define HIDDEN_NUMBER(name, ...) \
	{ .column = { name, .kind = COLUMN_NUMBER, .hidden = true }, \
	  .cell = __VA_ARGS__ }

/* COLUMNS(COLUMN(...), ...) is a row's columns.  It does not compile if there
 * are too many of them. */
#define COLUMNS(...) \
	((const struct row_column[]){ __VA_ARGS__, ROW_COLUMNS_END } + \
	 0 * sizeof(char[1 - 2 * \
		(sizeof((const struct row_column[]){ __VA_ARGS__ }) >= \
		 ROW_COLUMNS_MAX * sizeof(struct row_column))]))
#define ROW_COLUMNS_END { .column = { NULL } }

struct row {
	const char *path;	/* path of the elements; "" is the element of
				 * the row above */
	const char *per;	/* of a row made from the request: repeat it for
				 * each element of this list, which counts as
				 * the element above; or NULL */
	const char *only;	/* make the row only if the request asks for
				 * this Attribute; NULL: always */
	const char *has;	/* make the row only if the element has this
				 * below it; NULL: always */
	const struct row *otherwise;	/* rows for an element that lacks
					 * `has` */
	const struct row_column *columns;	/* COLUMNS(...), or NULL: the
						 * row prints nothing itself */
	const struct row *rows;	/* table of the rows below this one, or NULL */
};

/* The columns of a row, up to one without a name. */
static inline const struct row_column *row_columns(const struct row *row)
{
	static const struct row_column none = ROW_COLUMNS_END;

	return row->columns ? row->columns : &none;
}

/* Ends a table of rows. */
#define ROW_END { .path = NULL }

/* Takes the cells of one row, which are valid during the call only.  ROW is the
 * row's place in its table. */
typedef int row_fn(void *ctx, const struct row *row, const struct cell *cells,
		   size_t count, struct err *err);

/* What rows are made from. */
struct row_plan {
	const struct row *rows;
	const struct params *request;
	bool visible_only;	/* leave out cells that text output does not
				 * print */
	bool secret;		/* wipe the memory of cells */
	/* Makes the cells of ROW_DECODED.  If it fails, the item is doubted. */
	int (*decode)(void *ctx, const char *text, struct buf *out,
		      struct err *err);
	void *decode_ctx;
};

#endif

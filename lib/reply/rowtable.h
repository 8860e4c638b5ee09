/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tables that say which rows an item of a reply makes.
 *
 * A row is made for every element at its path below the row above it (the
 * item, for the outermost rows); its cells are read from that element, from
 * the one of the row above, or from the request.  Rows below it follow each
 * of its own.  A row without columns prints nothing itself.
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

/* Most columns that a table gives one row: INSTANCE has 32, its type and the
 * table's end.  And most cells of a row that is made, which has the ids of the
 * rows above it as well. */
enum { ROW_COLUMNS_MAX = 34, ROW_IDS_MAX = 4,
       ROW_CELLS_MAX = ROW_COLUMNS_MAX + ROW_IDS_MAX };

enum row_source {
	ROW_END_OF_CELLS,
	ROW_LITERAL,	/* the text itself */
	ROW_EMPTY,	/* a column that is always empty */
	ROW_PATH,	/* text at a path; "a|b" takes the first there is, and
			 * "a|@B" the parameter B of the request if there is
			 * no a */
	ROW_ABOVE,	/* the same, in the element of the row above; "../" is
			 * the one around it */
	ROW_ABOVE_TYPE,	/* the type of resource whose id that is */
	ROW_REQUEST,	/* a parameter of the request */
	ROW_NAME,	/* the name of the element's first child */
	ROW_VALUE,	/* the text of the element's first child */
	ROW_DEVICE,	/* a block device mapping, "sdb: ephemeral0" */
	ROW_CODES,	/* product codes, "[devpay: A],[marketplace: B]" */
	ROW_JOINED,	/* all texts at a path "a/item/b", joined by commas;
			 * "a/item/b|c" takes the first of b and c that is
			 * not empty */
	ROW_TIME,	/* a time, as 2026-07-01T12:34:56+0000 */
	ROW_BOOLEAN,	/* as ROW_PATH, "true" or "false" however spelt */
	ROW_ACCESS,	/* "public" for true, "private" for false */
	ROW_MONITORING,	/* "monitoring-" and the text */
	ROW_BASE64,	/* decoded */
	ROW_WHETHER,	/* "a|b": a where `pick` finds an element, else b */
	ROW_FORM,	/* a text with {path} for texts, "{a}={b}" */
	ROW_DECODED,	/* made of the text by struct row_plan's `decode` */
};

/* Picks an element at or below NODE, the row's own element; or returns NULL. */
typedef const struct node *row_pick(const struct node *node);

struct row_cell {
	enum row_source source;
	const char *text;
	row_pick *pick;		/* of ROW_WHETHER; of ROW_TIME the element that
				 * the path begins at, or NULL: the row's */
	const char *when;	/* a text to replace; NULL: an empty one */
	const char *shown;	/* is printed in its place; NULL: nothing is
				 * replaced */
	const char *before;	/* words that text output prints before the
				 * cell; without a text it leaves the column
				 * out; or NULL */
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

/* COLUMN("ImageID", PATH("imageId")), and columns with a kind or a rule. */
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

struct row {
	const char *path;	/* "" is the element of the row above */
	const char *per;	/* of a row made from the request, when not
				 * NULL: it comes for each element of this
				 * list, which is then the one above it */
	const char *only;	/* when not NULL: only if the request asks
				 * for this Attribute */
	const char *has;	/* when not NULL: only if the element has
				 * this below it */
	const struct row *otherwise;	/* of an element without it */
	struct row_column columns[ROW_COLUMNS_MAX];
	const struct row *rows;	/* below each; ends like this table */
};

/* Ends a table of rows. */
#define ROW_END { .path = NULL }

/* Takes the cells of one row, which are valid for the call only; ROW is in
 * the table that they were made by. */
typedef int row_fn(void *ctx, const struct row *row, const struct cell *cells,
		   size_t count, struct err *err);

/* What rows are made by. */
struct row_plan {
	const struct row *rows;
	const struct params *request;
	bool visible_only;	/* leave out cells that text does not show */
	bool secret;		/* wipe what cells are put together in */
	/* Makes the cells of ROW_DECODED; a failure is one of the item. */
	int (*decode)(void *ctx, const char *text, struct buf *out,
		      struct err *err);
	void *decode_ctx;
};

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tables that say which rows we make from an item of a reply.
 *
 * An entry of a table makes rows for the elements at its path.  The path starts
 * at the element of the row above, or at the item for the outermost rows.  A
 * cell comes from the element at the path, the element of the row above, the
 * request or the table.  The rows below a row follow that row.
 *
 * A path that starts with `@` makes rows from the request.  `@ProductCode.`
 * makes a row for every parameter whose name starts with `ProductCode.`.
 * `@Tag`, without a dot, makes a row for the parameter Tag or for every element
 * of the list Tag.  The element's fields (Key in Tag.1.Key) are below it.
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

/* A row has fewer than ROW_COLUMNS_MAX columns.  ROW_IDS_MAX is the maximum
 * number of ids that a row inherits from the rows above it.  ROW_CELLS_MAX is
 * the maximum number of cells of a row, with inherited ids. */
enum { ROW_COLUMNS_MAX = 34, ROW_IDS_MAX = 4,
       ROW_CELLS_MAX = ROW_COLUMNS_MAX + ROW_IDS_MAX };

enum row_source {
	ROW_END_OF_CELLS,
	ROW_LITERAL,	/* the text in the table's entry */
	ROW_EMPTY,	/* a column that is always empty */
	ROW_PATH,	/* text at a path; "a|b" means b if a is missing; "a|@B"
			 * means the request's parameter B if a is missing */
	ROW_ABOVE,	/* text at a path in the element of the row above, or in
			 * the item for an outermost row; "../" means the parent
			 * of that element */
	ROW_ABOVE_TYPE,	/* type of the resource whose id ROW_ABOVE would show;
			 * empty if we do not know the type */
	ROW_REQUEST,	/* a parameter of the request */
	ROW_NAME,	/* the name of the element's only child with text; the
			 * first letter becomes lower case */
	ROW_VALUE,	/* the text of the element's only child with text */
	ROW_DEVICE,	/* a block device mapping, such as "sdb: ephemeral0" */
	ROW_CODES,	/* product codes, such as "[devpay: A],[marketplace:
			 * B]" */
	ROW_JOINED,	/* the texts at a path "a/item/b", joined by commas,
			 * without empty texts and consecutive repeats;
			 * "a/item/b|c" takes the first of b and c that is not
			 * empty */
	ROW_TIME,	/* a time at a path, printed as
			 * 2026-07-01T12:34:56+0000; any other text is
			 * unchanged */
	ROW_BOOLEAN,	/* a boolean at a path, printed as "true" or "false"
			 * whatever its spelling; any other text is unchanged */
	ROW_ACCESS,	/* a boolean at a path, printed as "public" or
			 * "private"; any other text is unchanged */
	ROW_MONITORING,	/* "monitoring-" and the text at a path */
	ROW_BASE64,	/* text at a path, decoded from base64; any other text
			 * is unchanged */
	ROW_WHETHER,	/* "a|b": a if `pick` finds an element, else b */
	ROW_FORM,	/* a text such as "{a}={b}"; the texts at the paths a
			 * and b replace {a} and {b} */
	ROW_DECODED,	/* text at a path, changed by the function `decode` of
			 * struct row_plan */
};

/* NODE is the row's own element.  Returns NODE, an element below NODE, or
 * NULL. */
typedef const struct node *row_pick(const struct node *node);

struct row_cell {
	enum row_source source;
	const char *text;
	row_pick *pick;		/* for ROW_WHETHER: the condition; for ROW_TIME:
				 * finds the element at which the path begins;
				 * NULL means the row's own element */
	const char *when;	/* the text that `shown` replaces; NULL means an
				 * empty text */
	const char *shown;	/* the text to print in place of `when`; NULL
				 * means no replacement; composed texts, such as
				 * times, are never replaced */
	const char *before;	/* words that text output prints before a cell
				 * with text, or NULL; if set, text output
				 * leaves out an empty cell */
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

/* COLUMN("ImageID", PATH("imageId")) declares a column.  The macros after
 * COLUMN also set a heading, a kind or a flag. */
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

/* COLUMNS(COLUMN(...), ...) declares a row's columns.  COLUMNS does not compile
 * if the row has too many columns. */
#define COLUMNS(...) \
	((const struct row_column[]){ __VA_ARGS__, ROW_COLUMNS_END } + \
	 0 * sizeof(char[1 - 2 * \
		(sizeof((const struct row_column[]){ __VA_ARGS__ }) >= \
		 ROW_COLUMNS_MAX * sizeof(struct row_column))]))
#define ROW_COLUMNS_END { .column = { NULL } }

struct row {
	const char *path;	/* path of the elements; "" is the element of
				 * the row above, or the item for an outermost
				 * row */
	const char *per;	/* for a path that starts with `@`: a list, or
				 * NULL; the row repeats for each element of the
				 * list, and ABOVE shows this element */
	const char *only;	/* make the row only if the request asks for
				 * this Attribute; NULL means always */
	const char *has;	/* make the row only if the element has this
				 * path below it; NULL means always */
	const struct row *fallback;	/* rows for an element that lacks the
					 * path `has`, or NULL for none */
	const struct row_column *columns;	/* COLUMNS(...), or NULL if the
						 * row prints nothing itself */
	const struct row *rows;	/* table of the rows below this one, or NULL */
};

/* Returns the columns of a row.  A column without a name ends the columns. */
static inline const struct row_column *row_columns(const struct row *row)
{
	static const struct row_column none = ROW_COLUMNS_END;

	return row->columns ? row->columns : &none;
}

/* Ends a table of rows. */
#define ROW_END { .path = NULL }

/* A TAG row for each tag of a resource of TYPE.  ID is the path of the id. */
#define TAG_ROW(type, id) \
	{ "tagSet/item", .columns = COLUMNS( \
		COLUMN("Type", LITERAL("TAG")), \
		COLUMN("ResourceType", LITERAL(type)), \
		COLUMN("ResourceID", ABOVE(id)), \
		COLUMN("Key", PATH("key")), COLUMN("Value", PATH("value"))) }

/* Takes the cells of one row.  The cells are valid during the call only.  ROW
 * is the entry of the table that made the row. */
typedef int row_fn(void *ctx, const struct row *row, const struct cell *cells,
		   size_t count, struct err *err);

/* The tables, request and options for making rows. */
struct row_plan {
	const struct row *rows;
	const struct params *request;
	bool visible_only;	/* leave out cells that text output does not
				 * print */
	bool secret;		/* wipe the memory of cells */
	/* Makes the text of ROW_DECODED cells.  If the function fails, row_make
	 * fails too.  If `decode` is NULL, the cells are empty. */
	int (*decode)(void *ctx, const char *text, struct buf *out,
		      struct err *err);
	void *decode_ctx;
};

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/row.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "reply/cells.h"
#include "reply/element.h"
#include "reply/restype.h"

/* The state of making the rows of one item. */
struct maker {
	struct cells cells;
	const char *attribute;	/* the Attribute of the request, or NULL */
	row_fn *fn;
	void *ctx;
	struct cell ids[ROW_IDS_MAX];	/* ids of the rows above */
	size_t ids_count;
};

/* Appends the words that text output prints before CELL.  Then appends TEXT. */
static void put_words(struct maker *m, const struct row_cell *cell,
		      const char *text)
{
	buf_puts(&m->cells.scratch, cell->before);
	buf_puts(&m->cells.scratch, text);
}

static bool has_column(const struct row *row, const char *name)
{
	for (const struct row_column *c = row_columns(row); c->column.name; c++)
		if (strcmp(c->column.name, name) == 0)
			return true;
	return false;
}

/* Appends the ids of the rows above to CELLS, except ids for which the row has
 * a column of its own.  Returns the number of ids. */
static size_t inherit_ids(const struct maker *m, const struct row *row,
			  struct cell *cells)
{
	size_t n = 0;

	for (size_t i = 0; i < m->ids_count; i++)
		if (!has_column(row, m->ids[i].column->name))
			cells[n++] = m->ids[i];
	return n;
}

/* Makes one row and passes it to m->fn.  The cells are the row's first column,
 * the ids of the rows above, and the row's other columns. */
static int make_one(struct maker *m, const struct row *row,
		    const struct cells_place *at, struct err *err)
{
	struct cell cells[ROW_CELLS_MAX];
	size_t starts[ROW_CELLS_MAX] = { 0 };
	bool made[ROW_CELLS_MAX] = { false };
	size_t n = 0;

	buf_clear(&m->cells.scratch);
	for (size_t i = 0; row->columns[i].column.name; i++) {
		const struct column *column = &row->columns[i].column;

		if (i == 1)
			n += inherit_ids(m, row, cells + n);
		if (column->hidden && m->cells.plan->visible_only)
			continue;
		starts[n] = m->cells.scratch.len;
		cells[n] = (struct cell){
			.column = column, .hidden = column->hidden,
			.text = cells_text(&m->cells, row, i, at, &made[n]),
		};
		if (row->columns[i].cell.before &&
		    m->cells.plan->visible_only) {
			if (!cells[n].text || !*cells[n].text)
				continue;
			put_words(m, &row->columns[i].cell, cells[n].text);
			made[n] = true;
		}
		if (made[n])
			cells[n].len = m->cells.scratch.len - starts[n];
		else
			cells[n].len = cells[n].text ? strlen(cells[n].text)
						     : 0;
		n++;
	}
	if (m->cells.doubted || buf_check(&m->cells.scratch, "row", err))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (made[i])
			cells[i].text = buf_str(&m->cells.scratch) + starts[i];
	return m->fn(m->ctx, row, cells, n, err);
}

static int make_rows(struct maker *m, const struct row *rows,
		     const struct cells_place *above, struct err *err);

/* Remembers the row's ids for the rows below.  The text of an id must belong to
 * the reply or the request, since the next row overwrites composed texts. */
static void remember_ids(struct maker *m, const struct row *row,
			 const struct cells_place *at)
{
	for (size_t i = 0; row_columns(row)[i].column.name; i++) {
		const struct column *column = &row->columns[i].column;
		struct cell *id = &m->ids[m->ids_count];
		bool made;

		if (!column->is_id || m->ids_count == ROW_IDS_MAX)
			continue;
		*id = (struct cell){
			.column = column, .hidden = true, .inherited = true,
			.text = cells_text(&m->cells, row, i, at, &made),
		};
		id->len = id->text ? strlen(id->text) : 0;
		m->ids_count++;
	}
}

static int make_below(struct maker *m, const struct row *row,
		      const struct cells_place *at, struct err *err)
{
	size_t ids = m->ids_count;
	int rc;

	if (row->columns && make_one(m, row, at, err))
		return -1;
	if (!row->rows)
		return 0;
	if (!m->cells.plan->visible_only)
		remember_ids(m, row, at);
	rc = make_rows(m, row->rows, at, err);
	m->ids_count = ids;
	return rc;
}

/* Finds the texts that rows take from ABOVE, the element of the row above, or
 * from its ancestors.  A search for each row would take quadratic time, so one
 * search finds the texts for all rows. */
static void look_above(struct maker *m, const struct row *row,
		       const struct node *above, const char **texts)
{
	for (size_t i = 0; row_columns(row)[i].column.name; i++) {
		const struct row_cell *cell = &row->columns[i].cell;
		const struct node *node = above;
		const char *path = cell->text;

		texts[i] = NULL;
		if (cell->source != ROW_ABOVE && cell->source != ROW_ABOVE_TYPE)
			continue;
		for (; str_begins(path, "../") && node->parent; path += 3)
			node = node->parent;
		texts[i] = cells_text_at(&m->cells, node, path);
		if (texts[i] && cell->source == ROW_ABOVE_TYPE)
			texts[i] = restype_of(texts[i]);
	}
}

/* Makes a row for each parameter whose name begins with the row's path after
 * the `@`.  Presents a parameter to the cells as an element with one child.
 * The child's name is the last part of the parameter's name. */
static int make_of_parameters(struct maker *m, const struct row *row,
			      const char *const *above, struct err *err)
{
	const char *prefix = row->path + 1;

	for (size_t i = 0; i < m->cells.plan->request->len; i++) {
		const char *name = params_name(m->cells.plan->request, i);
		const char *value = params_value(m->cells.plan->request, i);
		const char *dot = strrchr(name, '.');
		struct node child = { .text = value,
				      .text_len = strlen(value) };
		struct node node = { .name = name, .text = "",
				     .first = &child, .last = &child };
		struct cells_place at = { &node, above };

		if (!str_begins(name, prefix))
			continue;
		child.name = dot ? dot + 1 : name;
		if (make_below(m, row, &at, err))
			return -1;
	}
	return 0;
}

/* Makes a row for each element of a list of parameters.  Treats a parameter
 * without a number as a list of one element. */
static int make_of_list(struct maker *m, const struct row *row,
			const char *const *above, struct err *err)
{
	const struct params *request = m->cells.plan->request;
	const char *list = row->path + 1;
	struct element e;

	if (params_get(request, list)) {
		struct node one = { .name = list, .text = "" };
		struct cells_place at = { &one, above };

		return make_below(m, row, &at, err);
	}
	for (size_t i = 0; element_next(request, list, &i, &e);) {
		struct cells_place at = { &e.node, above };

		if (make_below(m, row, &at, err))
			return -1;
	}
	return 0;
}

static int make_of_request(struct maker *m, const struct row *row,
			   const char *const *above, struct err *err)
{
	return row->path[strlen(row->path) - 1] == '.'
		       ? make_of_parameters(m, row, above, err)
		       : make_of_list(m, row, above, err);
}

/* Makes the rows of the request once or, if ROW has `per`, once for each
 * element of that list. */
static int make_per(struct maker *m, const struct row *row, struct err *err)
{
	const struct params *request = m->cells.plan->request;
	const char *above[ROW_COLUMNS_MAX];
	struct element e;

	if (!row->per)
		return make_of_request(m, row, NULL, err);
	for (size_t i = 0; element_next(request, row->per, &i, &e);) {
		look_above(m, row, &e.node, above);
		if (make_of_request(m, row, above, err))
			return -1;
	}
	return 0;
}

static bool is_empty(const struct node *node)
{
	return node->parent && !node->first && !*node->text;
}

/* Makes a row for each element at the row's path.  Only the last element of the
 * path may repeat.  For an element that lacks the path `has`, makes the
 * fallback rows instead.  Notes a doubt about an empty item. */
static int make_of_reply(struct maker *m, const struct row *row,
			 const struct node *item, struct err *err)
{
	const struct node *node = item_find(item, row->path);
	const char *above[ROW_COLUMNS_MAX];

	if (node) {
		cells_check_single(&m->cells, item, row->path);
		look_above(m, row, item, above);
	}
	while (node) {
		struct cells_place at = { node, above };
		bool fits = !row->has || item_find(node, row->has);

		if (strcmp(node->name, "item") == 0 && is_empty(node) &&
		    (!row->has || row->fallback))
			cells_doubt(&m->cells, node, "is empty");
		if (m->cells.doubted)
			return -1;
		if (fits && make_below(m, row, &at, err))
			return -1;
		if (!fits && row->fallback &&
		    make_rows(m, row->fallback, &at, err))
			return -1;
		node = *row->path ? item_next(node) : NULL;
	}
	return 0;
}

bool row_is_wanted(const struct row *row, const char *attribute)
{
	return !row->only || (attribute && strcmp(attribute, row->only) == 0);
}

static int make_rows(struct maker *m, const struct row *rows,
		     const struct cells_place *above, struct err *err)
{
	for (; rows->path; rows++) {
		int rc;

		if (!row_is_wanted(rows, m->attribute))
			continue;
		if (*rows->path == '@')
			rc = make_per(m, rows, err);
		else
			rc = make_of_reply(m, rows, above->node, err);
		if (rc)
			return -1;
	}
	return 0;
}

int row_make(const struct row_plan *plan, const struct node *item, row_fn *fn,
	     void *ctx, struct err *err)
{
	struct maker m = {
		.cells = { .plan = plan, .doubt = err,
			   .scratch = { .secret = plan->secret } },
		.attribute = params_get(plan->request, "Attribute"),
		.fn = fn, .ctx = ctx,
	};
	struct cells_place top = { item, NULL };
	int rc = make_rows(&m, plan->rows, &top, err);

	buf_release(&m.cells.scratch);
	return rc;
}

const char *row_type(const struct row *row)
{
	const struct row_column *first = row_columns(row);

	if (!first->column.name || strcmp(first->column.name, "Type") != 0)
		return NULL;
	return first->cell.source == ROW_LITERAL ? first->cell.text : NULL;
}

void row_headings(struct buf *out, const struct row *rows,
		  const char *attribute)
{
	const char *space = "";

	while (rows->path && !row_is_wanted(rows, attribute))
		rows++;
	if (!rows->path)
		return;
	for (const struct row_column *c = row_columns(rows); c->column.name;
	     c++) {
		const struct column *column = &c->column;

		if (column->hidden || column->kind == COLUMN_LINES)
			continue;
		buf_puts(out, space);
		buf_puts(out, column->heading ? column->heading : column->name);
		space = " ";
	}
}

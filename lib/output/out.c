/* SPDX-License-Identifier: BSD-2-Clause */
#include "output/out.h"

#include <errno.h>
#include <string.h>

#include "output/csv.h"
#include "output/escape.h"
#include "output/json.h"
#include "system/file.h"

/* We write the pending rows once they take this many bytes. */
enum { OUT_CHUNK = 64 * 1024 };

int out_flush(struct out *o, struct err *err)
{
	int rc = 0;

	if (buf_check(&o->pending, "output", err))
		return -1;
	if (file_put(o->fd, o->pending.data, o->pending.len)) {
		o->gone = errno == EPIPE;
		o->lost = true;
		rc = err_errno(err, errno, "standard output");
	}
	buf_clear(&o->pending);
	return rc;
}

static int flush_if_large(struct out *o, struct err *err)
{
	if (buf_check(&o->pending, "output", err))
		return -1;
	return o->pending.len < OUT_CHUNK ? 0 : out_flush(o, err);
}

/* Appends a cell with escaping.  Joins the elements of a list first. */
static void put_escaped(struct out *o, struct buf *to, const struct cell *cell)
{
	if (!cell->text || !cell->len) {
		if (o->show_empty)
			buf_puts(to, "(nil)");
		return;
	}
	if (cell->column->kind != COLUMN_LIST &&
	    cell->column->kind != COLUMN_CODES) {
		escape_text(to, cell->text, cell->len);
		return;
	}
	buf_clear(&o->joined);
	cell_text(&o->joined, cell);
	to->failed = to->failed || o->joined.failed;
	escape_text(to, buf_str(&o->joined), o->joined.len);
}

/* Appends a text of several lines without its final newlines, because the
 * caller adds a newline. */
static void put_lines(struct buf *to, const struct cell *cell)
{
	const char *text = cell->text;
	size_t len = cell->len;

	while (len && text[len - 1] == '\n')
		len--;
	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) : len;

		escape_text(to, text, line);
		if (!end)
			return;
		buf_putc(to, '\n');
		text += line + 1;
		len -= line + 1;
	}
}

static void text_row(struct out *o, const struct cell *cells, size_t count)
{
	bool first = true;

	for (size_t i = 0; i < count; i++) {
		const bool lines = cells[i].column->kind == COLUMN_LINES &&
				   cells[i].len;

		if (cells[i].hidden)
			continue;
		if (!first)
			buf_putc(&o->pending, lines ? '\n' : '\t');
		first = false;
		if (lines)
			put_lines(&o->pending, &cells[i]);
		else
			put_escaped(o, &o->pending, &cells[i]);
	}
	buf_putc(&o->pending, '\n');
}

/* An empty cell becomes an empty line. */
static void print_document(struct out *o, const struct cell *cells,
			   size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cells[i].hidden)
			continue;
		if (o->raw && cells[i].len)
			buf_append(&o->pending, cells[i].text, cells[i].len);
		else
			escape_lines(&o->pending, cells[i].text, cells[i].len);
		buf_putc(&o->pending, '\n');
	}
}

static int table_cells(struct out *o, const char *type,
		       const struct cell *cells, size_t count, struct err *err)
{
	struct cell shown[OUT_CELLS_MAX];
	size_t starts[OUT_CELLS_MAX + 1] = { 0 };

	buf_clear(&o->escaped);
	for (size_t i = 0; i < count; i++) {
		put_escaped(o, &o->escaped, &cells[i]);
		starts[i + 1] = o->escaped.len;
	}
	if (buf_check(&o->escaped, "output", err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		shown[i] = cells[i];
		shown[i].text = buf_str(&o->escaped) + starts[i];
		shown[i].len = starts[i + 1] - starts[i];
	}
	return table_row(&o->table, &o->pending, type, shown, count, err);
}

static void csv_head(struct out *o)
{
	if (o->choice && !o->headed)
		csv_heading(&o->pending, o->choice->columns,
			    o->choice->columns_count);
	o->headed = true;
}

static void csv_cells(struct out *o, const struct cell *cells, size_t count)
{
	csv_head(o);
	csv_row(&o->pending, cells, count);
}

static bool is_chosen_type(const struct out_choice *choice, const char *type)
{
	for (size_t i = 0; i < choice->types_count; i++)
		if (type && strcmp(choice->types[i], type) == 0)
			return true;
	return !choice->types_count;
}

/* Returns the row's cell in COLUMN, or an empty cell if the row does not have
 * the column.  Compares columns by name, because each row type defines its own
 * struct for the same column. */
static struct cell pick_cell(const struct column *column,
			     const struct cell *cells, size_t count)
{
	struct cell picked = { .column = column };

	for (size_t i = 0; i < count; i++)
		if (cells[i].column == column ||
		    strcmp(cells[i].column->name, column->name) == 0) {
			picked = cells[i];
			picked.hidden = picked.inherited = false;
			break;
		}
	return picked;
}

static int format_row(struct out *o, const char *type,
		      const struct cell *cells, size_t count, struct err *err)
{
	switch (o->format) {
	case OUT_TEXT:
		if (o->document)
			print_document(o, cells, count);
		else
			text_row(o, cells, count);
		return 0;
	case OUT_TABLE:
		return table_cells(o, type, cells, count, err);
	case OUT_JSON:
		return json_row(&o->pending, cells, count, err);
	case OUT_CSV:
		csv_cells(o, cells, count);
		return 0;
	}
	return 0;
}

int out_row(struct out *o, const char *type, const struct cell *cells,
	    size_t count, struct err *err)
{
	const struct out_choice *choice = o->choice;
	struct cell picked[OUT_CELLS_MAX];
	int rc;

	if (choice && !is_chosen_type(choice, type))
		return 0;
	if (choice && choice->columns_count) {
		for (size_t i = 0; i < choice->columns_count; i++)
			picked[i] = pick_cell(choice->columns[i], cells, count);
		cells = picked;
		count = choice->columns_count;
	}
	rc = format_row(o, type, cells, count, err);
	return rc ? -1 : flush_if_large(o, err);
}

int out_headings(struct out *o, const char *headings, struct err *err)
{
	if (o->format != OUT_TEXT || o->document)
		return 0;
	for (; *headings; headings++)
		buf_putc(&o->pending, *headings == ' ' ? '\t' : *headings);
	buf_putc(&o->pending, '\n');
	return flush_if_large(o, err);
}

int out_end(struct out *o, struct err *err)
{
	if (o->format == OUT_CSV)
		csv_head(o);
	if (table_end(&o->table, &o->pending, err))
		return -1;
	return out_flush(o, err);
}

void out_secret(struct out *o)
{
	o->pending.secret = o->escaped.secret = o->joined.secret = true;
	o->table.secret = true;
}

void out_release(struct out *o)
{
	table_release(&o->table);
	buf_release(&o->escaped);
	buf_release(&o->joined);
	buf_release(&o->pending);
}

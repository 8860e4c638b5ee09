/* SPDX-License-Identifier: BSD-2-Clause */
#include "output/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Number of spaces between two columns. */
enum { GAP = 2 };

/* WIDTH_MIN is the minimum width of a truncated table column, so that values
 * remain distinguishable.  RECORD_WIDTH_MIN is the minimum width of a column in
 * a record. */
enum { WIDTH_MIN = 12, RECORD_WIDTH_MIN = 4 };

static const char ellipsis[] = "\xe2\x80\xa6";

/* A packed row consists of the number of its non-empty cells, followed by each
 * non-empty cell as this struct and the bytes of the text. */
struct packed {
	unsigned column, len;	/* index of the column in the part; length of
				 * the text in bytes */
};

static size_t width_of(const char *text, size_t len)
{
	size_t width = 0;

	for (size_t i = 0; i < len;) {
		unsigned long code;
		size_t n = utf8_sequence(text + i, len - i, &code);

		width += n ? utf8_columns(code) : 1;
		i += n ? n : 1;
	}
	return width;
}

/* Returns how many bytes of TEXT fit into WIDTH columns of the terminal. */
static size_t bytes_within(const char *text, size_t len, size_t width)
{
	size_t used = 0, i = 0;

	while (i < len) {
		unsigned long code = ' ';
		size_t n = utf8_sequence(text + i, len - i, &code);

		used += utf8_columns(code);
		if (used > width)
			break;
		i += n ? n : 1;
	}
	return i;
}

static struct table_part *find_part(struct table *t, const char *type,
				    struct err *err)
{
	struct table_part *part;

	for (size_t i = 0; i < t->parts_count; i++)
		if (strcmp(t->parts[i]->type, type) == 0)
			return t->parts[i];
	if (t->parts_count == TABLE_TYPES_MAX) {
		err_set(err, "table: more than %d types of rows",
			TABLE_TYPES_MAX);
		return NULL;
	}
	part = calloc(1, sizeof(*part));
	if (!part) {
		err_memory(err);
		return NULL;
	}
	part->type = type;
	part->rows.max = 2 * TABLE_BYTES_MAX;
	part->rows.secret = t->secret;
	return t->parts[t->parts_count++] = part;
}

/* Returns the index of CELL's column, which it adds if the column is new.
 * Returns TABLE_COLUMNS_MAX if there are too many columns.  Tries the index
 * LIKELY first, because most rows have their cells in the same order. */
static size_t find_column(struct table_part *part, const struct cell *cell,
			  size_t likely)
{
	size_t count = part->columns_count;

	if (likely < count && part->columns[likely] == cell->column)
		return likely;
	for (size_t i = 0; i < count; i++)
		if (strcmp(part->columns[i]->name, cell->column->name) == 0)
			return i;
	if (count == TABLE_COLUMNS_MAX)
		return count;
	part->columns[count] = cell->column;
	part->inherited[count] = cell->inherited;
	return part->columns_count++;
}

static int pack_row(struct table_part *part, const struct cell *cells,
		    size_t count, struct err *err)
{
	struct packed cell = { .column = (unsigned)-1 };
	size_t filled = 0;

	for (size_t i = 0; i < count; i++) {
		if (find_column(part, &cells[i], i) == TABLE_COLUMNS_MAX)
			return err_set(err, "table: more than %d columns",
				       TABLE_COLUMNS_MAX);
		filled += cells[i].len > 0;
	}
	buf_append(&part->rows, &filled, sizeof(filled));
	for (size_t i = 0; i < count; i++) {
		if (!cells[i].len)
			continue;
		cell.column = (unsigned)find_column(part, &cells[i],
						    cell.column + 1);
		cell.len = (unsigned)cells[i].len;
		buf_append(&part->rows, &cell, sizeof(cell));
		buf_append(&part->rows, cells[i].text, cell.len);
	}
	return buf_check(&part->rows, "table", err);
}

int table_row(struct table *t, struct buf *out, const char *type,
	      const struct cell *cells, size_t count, struct err *err)
{
	struct table_part *part = find_part(t, type ? type : "", err);
	size_t before;

	if (!part)
		return -1;
	before = part->rows.len;
	if (pack_row(part, cells, count, err)) {
		buf_keep(&part->rows, before);
		return -1;
	}
	part->rows_count++;
	t->bytes += part->rows.len - before;
	if (++t->rows < TABLE_ROWS_MAX && t->bytes < TABLE_BYTES_MAX)
		return 0;
	return table_end(t, out, err);
}

struct layout {
	const struct table_part *part;
	size_t widths[TABLE_COLUMNS_MAX];	/* width of each column, or 0 to
						 * omit it */
	size_t order[TABLE_COLUMNS_MAX];	/* indexes of the printed
						 * columns, in printing order */
	size_t count;
};

/* Unpacks the row at P into CELLS, indexed by column.  Returns the start of the
 * next row. */
static const char *unpack_row(const char *p, struct cell *cells)
{
	struct packed cell;
	size_t count;

	memset(cells, 0, TABLE_COLUMNS_MAX * sizeof(*cells));
	memcpy(&count, p, sizeof(count));
	p += sizeof(count);
	for (; count; count--) {
		memcpy(&cell, p, sizeof(cell));
		p += sizeof(cell);
		if (cell.column < TABLE_COLUMNS_MAX) {
			cells[cell.column].text = p;
			cells[cell.column].len = cell.len;
		}
		p += cell.len;
	}
	return p;
}

static void measure_columns(struct layout *l)
{
	const char *p = buf_str(&l->part->rows);
	const char *end = p + l->part->rows.len;
	struct cell cells[TABLE_COLUMNS_MAX];

	while (p < end) {
		p = unpack_row(p, cells);
		for (size_t i = 0; i < l->part->columns_count; i++) {
			size_t width = width_of(cells[i].text, cells[i].len);

			if (width > TABLE_WIDTH_MAX)
				width = TABLE_WIDTH_MAX;
			if (width > l->widths[i])
				l->widths[i] = width;
		}
	}
	for (size_t i = 0; i < l->part->columns_count; i++) {
		size_t width = strlen(l->part->columns[i]->name);

		if (l->widths[i] && l->widths[i] < width)
			l->widths[i] = width;
	}
}

/* Fills `order`.  The ids that a row inherits from rows above come first. */
static void put_in_order(struct layout *l)
{
	for (int inherited = 1; inherited >= 0; inherited--)
		for (size_t i = 0; i < l->part->columns_count; i++)
			if (l->widths[i] &&
			    l->part->inherited[i] == (inherited == 1))
				l->order[l->count++] = i;
}

/* Narrows the widest column by one character, repeatedly, until the table fits
 * into WIDTH.  Returns false if the table is still too wide when every column
 * has at most the width WIDTH_MIN. */
static bool fit_width(struct layout *l, size_t width)
{
	size_t total = 0;

	for (size_t i = 0; i < l->count; i++)
		total += l->widths[l->order[i]] + (i ? GAP : 0);
	for (; total > width; total--) {
		size_t widest = 0;

		for (size_t i = 0; i < l->part->columns_count; i++)
			if (l->widths[i] > l->widths[widest])
				widest = i;
		if (l->widths[widest] <= WIDTH_MIN)
			return false;
		l->widths[widest]--;
	}
	return true;
}

static void put_blanks(struct buf *out, size_t count)
{
	while (count--)
		buf_putc(out, ' ');
}

/* Prints a value.  If the terminal's width is known, truncates a value that is
 * wider than WIDTH.  If LAST is false, pads the value to WIDTH and adds the gap
 * between two columns. */
static void print_value(const struct table *t, struct buf *out,
			const char *text, size_t len, size_t width, bool last)
{
	size_t wide = width_of(text, len);

	if (t->width && wide > width) {
		len = bytes_within(text, len, width - 1);
		wide = width_of(text, len) + 1;
		buf_append(out, text, len);
		buf_puts(out, ellipsis);
	} else {
		buf_append(out, text, len);
	}
	if (!last)
		put_blanks(out, GAP + (wide < width ? width - wide : 0));
}

static void end_table_line(struct buf *out)
{
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	buf_putc(out, '\n');
}

static void print_heading(const struct table *t, const struct layout *l,
			  struct buf *out)
{
	for (size_t i = 0; i < l->count; i++) {
		const char *name = l->part->columns[l->order[i]]->name;

		print_value(t, out, name, strlen(name), l->widths[l->order[i]],
			    i + 1 == l->count);
	}
	end_table_line(out);
	for (size_t i = 0; i < l->count; i++) {
		for (size_t n = 0; n < l->widths[l->order[i]]; n++)
			buf_putc(out, '-');
		put_blanks(out, i + 1 < l->count ? GAP : 0);
	}
	buf_putc(out, '\n');
}

static void print_rows(const struct table *t, const struct layout *l,
		       struct buf *out)
{
	const char *p = buf_str(&l->part->rows);
	const char *end = p + l->part->rows.len;
	struct cell cells[TABLE_COLUMNS_MAX];

	while (p < end) {
		p = unpack_row(p, cells);
		for (size_t i = 0; i < l->count; i++) {
			const struct cell *cell = &cells[l->order[i]];

			print_value(t, out, cell->text, cell->len,
				    l->widths[l->order[i]], i + 1 == l->count);
		}
		end_table_line(out);
	}
}

static size_t max_size(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Returns the width of the names in a record, which is the length of the
 * longest name.  On a narrow terminal, returns a smaller width to leave room
 * for the values. */
static size_t names_width(const struct layout *l, size_t width)
{
	size_t names = 0;

	for (size_t i = 0; i < l->count; i++)
		names = max_size(names,
				 strlen(l->part->columns[l->order[i]]->name));
	if (names > width * 2 / 5)
		names = max_size(width * 2 / 5, RECORD_WIDTH_MIN);
	return names;
}

/* Prints one line for each non-empty cell, and an empty line between two
 * rows. */
static void print_records(const struct table *t, const struct layout *l,
			  struct buf *out)
{
	const char *start = buf_str(&l->part->rows);
	const char *p = start, *end = p + l->part->rows.len;
	const size_t names = names_width(l, t->width);
	const size_t values = t->width > names + GAP + RECORD_WIDTH_MIN
			      ? t->width - names - GAP : RECORD_WIDTH_MIN;
	struct cell cells[TABLE_COLUMNS_MAX];

	while (p < end) {
		if (p > start)
			buf_putc(out, '\n');
		p = unpack_row(p, cells);
		for (size_t i = 0; i < l->count; i++) {
			const struct cell *cell = &cells[l->order[i]];
			const char *name = l->part->columns[l->order[i]]->name;

			if (!cell->len)
				continue;
			print_value(t, out, name, strlen(name), names, false);
			print_value(t, out, cell->text, cell->len, values,
				    true);
			buf_putc(out, '\n');
		}
	}
}

static void print_part(struct table *t, const struct table_part *part,
		       struct buf *out)
{
	struct layout l = { .part = part };
	bool fits;

	if (!part->rows_count)
		return;
	measure_columns(&l);
	put_in_order(&l);
	if (!l.count)
		return;
	fits = fit_width(&l, t->width ? t->width
				: TABLE_PRINTED_MAX / part->rows_count);
	if (t->printed)
		buf_putc(out, '\n');
	t->printed = true;
	if (t->width && !fits) {
		print_records(t, &l, out);
		return;
	}
	print_heading(t, &l, out);
	print_rows(t, &l, out);
}

/* Frees all rows.  Keeps `printed`, `secret` and `width`. */
static void free_rows(struct table *t)
{
	for (size_t i = 0; i < t->parts_count; i++) {
		buf_release(&t->parts[i]->rows);
		free(t->parts[i]);
	}
	t->parts_count = t->rows = t->bytes = 0;
}

int table_end(struct table *t, struct buf *out, struct err *err)
{
	for (size_t i = 0; i < t->parts_count; i++)
		print_part(t, t->parts[i], out);
	free_rows(t);
	return buf_check(out, "table", err);
}

void table_release(struct table *t)
{
	free_rows(t);
}

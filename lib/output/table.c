/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows as tables for people. */
#include "output/table.h"

#include <string.h>

#include "base/utf8.h"

/* Between two columns. */
enum { GAP = 2 };

/* How wide a value looks: its characters, not its bytes. */
static size_t width_of(const char *text, size_t len)
{
	size_t width = 0;

	for (size_t i = 0; i < len; width++) {
		size_t n = utf8_sequence(text + i, len - i, NULL);

		i += n ? n : 1;
	}
	return width;
}

/* The last column is not padded. */
static void column(const struct table *t, struct buf *out, size_t i,
		   const char *text, size_t len)
{
	size_t width = width_of(text, len);

	buf_append(out, text, len);
	if (i + 1 == t->columns)
		return;
	for (; width < t->widths[i]; width++)
		buf_putc(out, ' ');
	for (int gap = 0; gap < GAP; gap++)
		buf_putc(out, ' ');
}

/* A line of columns that end with END each, the last at the text's end. */
static void line(const struct table *t, struct buf *out, const char *text,
		 size_t len, char end)
{
	for (size_t i = 0; i < t->columns; i++) {
		const char *stop = len ? memchr(text, end, len) : NULL;
		size_t n = stop ? (size_t)(stop - text) : len;

		column(t, out, i, text, n);
		text += stop ? n + 1 : n;
		len -= stop ? n + 1 : n;
	}
	/* Empty columns at the end leave no blanks behind. */
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	buf_putc(out, '\n');
}

static void widen(struct table *t, size_t i, const char *text, size_t len)
{
	size_t width = width_of(text, len);

	if (width > TABLE_WIDTH_MAX)
		width = TABLE_WIDTH_MAX;
	if (width > t->widths[i])
		t->widths[i] = width;
}

static void begin(struct table *t, const char *heads)
{
	const char *p = heads;

	t->heads = heads;
	t->columns = t->rows = 0;
	t->sampled = false;
	memset(t->widths, 0, sizeof(t->widths));
	while (*p && t->columns < TABLE_COLUMNS_MAX) {
		size_t len = strcspn(p, " ");

		widen(t, t->columns++, p, len);
		p += len + strspn(p + len, " ");
	}
}

static void rule(const struct table *t, struct buf *out)
{
	for (size_t i = 0; i < t->columns; i++) {
		for (size_t n = 0; n < t->widths[i]; n++)
			buf_putc(out, '-');
		for (int gap = 0; gap < GAP && i + 1 < t->columns; gap++)
			buf_putc(out, ' ');
	}
	buf_putc(out, '\n');
}

/* Widths stand: prints the headings and the rows held so far. */
static void print_sample(struct table *t, struct buf *out)
{
	const char *p = buf_str(&t->sample);
	const char *end = p + t->sample.len;

	if (t->any)
		buf_putc(out, '\n');
	t->any = t->sampled = true;
	line(t, out, t->heads, strlen(t->heads), ' ');
	rule(t, out);
	while (p < end) {
		size_t len = strcspn(p, "\n");

		line(t, out, p, len, '\t');
		p += len + 1;
	}
	buf_clear(&t->sample);
}

int table_end(struct table *t, struct buf *out, struct err *err)
{
	if (t->heads && !t->sampled)
		print_sample(t, out);
	t->heads = NULL;
	return buf_check(&t->sample, "table", err);
}

int table_row(struct table *t, struct buf *out, const char *heads,
	      const struct cell *cells, size_t count, struct err *err)
{
	size_t start;

	if (t->heads && strcmp(t->heads, heads) != 0 &&
	    table_end(t, out, err))
		return -1;
	if (!t->heads)
		begin(t, heads);
	start = t->sample.len;
	for (size_t i = 0; i < count && i < t->columns; i++) {
		if (i)
			buf_putc(&t->sample, '\t');
		if (!cells[i].text)
			continue;
		buf_append(&t->sample, cells[i].text, cells[i].len);
		if (!t->sampled)
			widen(t, i, cells[i].text, cells[i].len);
	}
	if (t->sampled) {
		line(t, out, buf_str(&t->sample) + start,
		     t->sample.len - start, '\t');
		buf_clear(&t->sample);
		return buf_check(out, "table", err);
	}
	buf_putc(&t->sample, '\n');
	if (++t->rows == TABLE_SAMPLE)
		print_sample(t, out);
	return buf_check(&t->sample, "table", err);
}

void table_release(struct table *t)
{
	buf_release(&t->sample);
}

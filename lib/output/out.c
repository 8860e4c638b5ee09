/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows to standard output. */
#include "output/out.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "output/json.h"
#include "base/utf8.h"

/* Rows are written once they come to this many bytes. */
enum { OUT_CHUNK = 64 * 1024 };

static void escape_bytes(struct buf *b, const char *text, size_t len)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		char hex[4] = { '\\', 'x', digits[c >> 4], digits[c & 15] };

		if (c == '\t')
			buf_puts(b, "\\t");
		else if (c == '\n')
			buf_puts(b, "\\n");
		else if (c == '\r')
			buf_puts(b, "\\r");
		else
			buf_append(b, hex, sizeof(hex));
	}
}

void out_escape(struct buf *b, const char *text, size_t len)
{
	size_t start = 0, i = 0;

	while (i < len) {
		unsigned char c = (unsigned char)text[i];
		unsigned long code = c;
		size_t n = 1;

		if (c >= 0x20 && c < 0x7f) {
			i++;
			continue;
		}
		if (c >= 0x80)
			n = utf8_sequence(text + i, len - i, &code);
		if (n && code >= 0xa0) {
			i += n;
			continue;
		}
		n = n ? n : 1;
		buf_append(b, text + start, i - start);
		escape_bytes(b, text + i, n);
		i += n;
		start = i;
	}
	buf_append(b, text + start, len - start);
}

int out_flush(struct out *o, struct err *err)
{
	size_t at = 0;

	if (buf_check(&o->pending, "output", err))
		return -1;
	while (at < o->pending.len) {
		ssize_t n = write(o->fd, o->pending.data + at,
				  o->pending.len - at);

		if (n < 0 && errno == EINTR)
			continue;
		/* A parent may have left it non-blocking. */
		if (n < 0 && errno == EAGAIN) {
			(void)poll(&(struct pollfd){ .fd = o->fd,
						     .events = POLLOUT },
				   1, -1);
			continue;
		}
		if (n < 0) {
			o->gone = errno == EPIPE;
			buf_clear(&o->pending);
			return err_errno(err, errno, "standard output");
		}
		at += (size_t)n;
	}
	buf_clear(&o->pending);
	return 0;
}

static int written(struct out *o, struct err *err)
{
	if (buf_check(&o->pending, "output", err))
		return -1;
	return o->pending.len < OUT_CHUNK ? 0 : out_flush(o, err);
}

static void text_row(struct out *o, const struct cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cells[i].extra)
			continue;
		if (i)
			buf_putc(&o->pending, '\t');
		if (cells[i].text && cells[i].len)
			out_escape(&o->pending, cells[i].text, cells[i].len);
		else if (o->show_empty)
			buf_puts(&o->pending, "(nil)");
	}
	buf_putc(&o->pending, '\n');
}

/* A table's cells are as a text row's. */
static int table_cells(struct out *o, const char *heads,
		       const struct cell *cells, size_t count,
		       struct err *err)
{
	struct cell shown[TABLE_COLUMNS_MAX] = {{0}};
	size_t starts[TABLE_COLUMNS_MAX + 1] = {0};

	buf_clear(&o->escaped);
	for (size_t i = 0; i < count; i++) {
		if (cells[i].text && cells[i].len)
			out_escape(&o->escaped, cells[i].text, cells[i].len);
		else if (o->show_empty)
			buf_puts(&o->escaped, "(nil)");
		starts[i + 1] = o->escaped.len;
	}
	if (buf_check(&o->escaped, "output", err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		shown[i].text = buf_str(&o->escaped) + starts[i];
		shown[i].len = starts[i + 1] - starts[i];
	}
	return table_row(&o->table, &o->pending, heads, shown, count, err);
}

int out_row(struct out *o, const char *heads, const struct cell *cells,
	    size_t count, struct err *err)
{
	int rc = 0;

	switch (o->format) {
	case OUT_TEXT:
		text_row(o, cells, count);
		break;
	case OUT_TABLE:
		rc = table_cells(o, heads, cells, count, err);
		break;
	case OUT_JSON:
		rc = json_row(&o->pending, heads, cells, count, err);
		break;
	}
	return rc ? -1 : written(o, err);
}

int out_headings(struct out *o, const char *headings, struct err *err)
{
	if (o->format != OUT_TEXT)
		return 0;
	for (; *headings; headings++)
		buf_putc(&o->pending, *headings == ' ' ? '\t' : *headings);
	buf_putc(&o->pending, '\n');
	return written(o, err);
}

int out_end(struct out *o, struct err *err)
{
	if (table_end(&o->table, &o->pending, err))
		return -1;
	return out_flush(o, err);
}

void out_release(struct out *o)
{
	table_release(&o->table);
	buf_release(&o->escaped);
	buf_release(&o->pending);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "output/csv.h"

#include <stdbool.h>
#include <string.h>

#include "base/ascii.h"
#include "output/escape.h"

/* Returns whether TEXT consists of at least one digit, at most one sign, which
 * comes first, and at most one decimal point. */
static bool is_plain_number(const char *text, size_t len)
{
	size_t digits = 0, points = 0;

	for (size_t i = 0; i < len; i++) {
		if (ascii_is_digit(text[i]))
			digits++;
		else if (text[i] == '.')
			points++;
		else if (i || !strchr("+-", text[i]))
			return false;
	}
	return digits && points <= 1;
}

/* Returns whether a spreadsheet may interpret TEXT as a formula.  In some
 * locales, some spreadsheets accept the full-width forms of =, +, - and @. */
static bool starts_formula(const char *text, size_t len)
{
	static const char *const wide[] = {
		"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
		"\xef\xbc\xa0",
	};

	for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
		if (len >= 3 && memcmp(text, wide[i], 3) == 0)
			return true;
	return len && text[0] && strchr("=+-@\t\r", text[0]);
}

static void put_quoted(struct buf *out, const char *text, size_t len)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"')
			buf_putc(out, '"');
		buf_putc(out, text[i]);
	}
	buf_putc(out, '"');
}

static void put_field(struct buf *out, const char *text, size_t len)
{
	struct buf shown = { .secret = out->secret };

	if (starts_formula(text, len) && !is_plain_number(text, len))
		buf_putc(&shown, '\'');
	escape_text(&shown, text, len);
	if (shown.failed)
		out->failed = true;
	else if (strpbrk(buf_str(&shown), "\", ") != NULL)
		put_quoted(out, shown.data, shown.len);
	else
		buf_append(out, buf_str(&shown), shown.len);
	buf_release(&shown);
}

static void put_separator(struct buf *out, size_t i, size_t count)
{
	buf_puts(out, i + 1 < count ? "," : "\r\n");
}

void csv_heading(struct buf *out, const struct column *const *columns,
		 size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_puts(out, columns[i]->name);
		put_separator(out, i, count);
	}
}

void csv_row(struct buf *out, const struct cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf text = { .secret = out->secret };

		cell_text(&text, &cells[i]);
		out->failed = out->failed || text.failed;
		put_field(out, buf_str(&text), text.len);
		buf_release(&text);
		put_separator(out, i, count);
	}
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "output/escape.h"

#include "base/utf8.h"

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

void escape_text(struct buf *b, const char *text, size_t len)
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

/* Returns the length of the tab or line break at the start of TEXT, or 0 if
 * TEXT starts with another character. */
static size_t layout_len(const char *text, size_t len)
{
	if (len > 1 && text[0] == '\r' && text[1] == '\n')
		return 2;
	return text[0] == '\n' || text[0] == '\t';
}

void escape_lines(struct buf *b, const char *text, size_t len)
{
	size_t start = 0, i = 0;

	while (i < len) {
		size_t n = layout_len(text + i, len - i);

		if (n) {
			escape_text(b, text + start, i - start);
			buf_append(b, text + i, n);
			start = i + n;
		}
		i += n ? n : 1;
	}
	if (len)
		escape_text(b, text + start, len - start);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "values/text.h"

#include <string.h>

#include "base/utf8.h"

size_t text_character(const char *text, size_t len)
{
	unsigned long code = 0;
	size_t n = utf8_sequence(text, len, &code);

	if (!n || code == 0x7f || code == 0xfffe || code == 0xffff)
		return 0;
	if (code < 0x20 && code != '\t' && code != '\n' && code != '\r')
		return 0;
	return n;
}

bool text_is_clean(const char *text, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		n = text_character(text + i, len - i);
		if (!n)
			return false;
	}
	return true;
}

void text_lower(struct buf *out, const char *text)
{
	for (; *text; text++)
		buf_putc(out, *text >= 'A' && *text <= 'Z' ?
			      (char)(*text - 'A' + 'a') : *text);
}

bool text_is_one_of(const char *words, const char *value)
{
	size_t len = strlen(value);

	for (;;) {
		size_t n = strcspn(words, "|");

		if (n == len && memcmp(words, value, n) == 0)
			return true;
		if (!words[n])
			return false;
		words += n + 1;
	}
}

bool text_is_account(const char *value)
{
	return strlen(value) == 12 && strspn(value, "0123456789") == 12;
}

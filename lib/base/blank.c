/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/blank.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"

/* The white-space characters outside ASCII, in UTF-8. */
static const char *const unicode_blanks[] = {
	"\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80",
	"\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83",
	"\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87",
	"\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A",
	"\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
	"\xE3\x80\x80",
};

enum { UNICODE_BLANKS = sizeof(unicode_blanks) / sizeof(*unicode_blanks) };

static bool is_ascii_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

size_t blank_at(const char *text)
{
	if (is_ascii_blank(*text))
		return 1;
	for (int i = 0; i < UNICODE_BLANKS && (unsigned char)*text >= 0x80; i++)
		if (str_begins(text, unicode_blanks[i]))
			return strlen(unicode_blanks[i]);
	return 0;
}

size_t blank_span(const char *text, size_t *count)
{
	size_t len = 0, characters = 0, n;

	while ((n = blank_at(text + len)) > 0) {
		len += n;
		characters++;
	}
	if (count)
		*count = characters;
	return len;
}

/* Returns the length in bytes of the white-space character at the end of the
 * LEN bytes at TEXT, or 0 if they do not end in white space. */
static size_t blank_before(const char *text, size_t len)
{
	for (size_t n = 1; n <= 3 && n <= len; n++)
		if (blank_at(text + len - n) == n)
			return n;
	return 0;
}

void blank_trim_end(char *text)
{
	size_t len = strlen(text), n;

	while ((n = blank_before(text, len)) > 0) {
		len -= n;
		text[len] = '\0';
	}
}

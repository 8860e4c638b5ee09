/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of blank: white space at the start and at the end of a text. */
#include "base/blank.h"

#include "check_main.h"

static const struct {
	const char *what, *text;
	size_t length, characters;	/* of white space at the start */
	const char *trimmed;
} texts[] = {
	{ "empty text", "", 0, 0, "" },
	{ "a letter", "a", 0, 0, "a" },
	{ "a space", " a ", 1, 1, " a" },
	{ "ASCII white space", "\t\n\v\f\r \x1c\x1d\x1e\x1f" "a", 10, 10,
	  "\t\n\v\f\r \x1c\x1d\x1e\x1f" "a" },
	{ "no-break spaces", "\xC2\xA0\xC2\xA0" "a\xC2\xA0", 4, 2,
	  "\xC2\xA0\xC2\xA0" "a" },
	{ "the control character NEXT LINE", "\xC2\x85", 2, 1, "" },
	{ "white space of three bytes, and a space",
	  "\xE3\x80\x80 \xE2\x80\xAF\xE1\x9A\x80", 10, 4, "" },
	{ "a zero-width space is not blank", "\xE2\x80\x8B", 0, 0,
	  "\xE2\x80\x8B" },
	{ "the first byte of a character", "\xC2", 0, 0, "\xC2" },
	{ "a letter with the bytes 85 and A0",
	  "\xE4\x85\xA0", 0, 0, "\xE4\x85\xA0" },
};

START_TEST(span)
{
	char text[64];
	size_t n = 0;

	ck_assert_uint_eq(blank_span(texts[_i].text, &n), texts[_i].length);
	ck_assert_uint_eq(n, texts[_i].characters);
	ck_assert_uint_eq(blank_span(texts[_i].text, NULL), texts[_i].length);
	(void)snprintf(text, sizeof(text), "%s", texts[_i].text);
	blank_trim_end(text);
	check_text(texts[_i].what, text, texts[_i].trimmed);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ span, ROWS(texts) },
	};

	return check_main("blank", cases, ROWS(cases));
}

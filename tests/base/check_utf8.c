/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of utf8: sequences according to RFC 3629, where a text is truncated,
 * the columns that a character takes, and UTF-16. */
#include "base/utf8.h"

#include "check_main.h"

#define NO_CODE 0x77777777ul

static const struct {
	const char *name, *text;
	size_t len, want;
	unsigned long code;
} rows[] = {
	{ "NUL", "\0", 1, 1, 0 },
	{ "the letter A", "A", 1, 1, 0x41 },
	{ "the letter A and another byte", "A\xff", 2, 1, 0x41 },
	{ "last one-byte character", "\x7f", 1, 1, 0x7f },
	{ "first two-byte character", "\xc2\x80", 2, 2, 0x80 },
	{ "e acute", "\xc3\xa9", 2, 2, 0xe9 },
	{ "last two-byte character", "\xdf\xbf", 2, 2, 0x7ff },
	{ "two-byte character and another byte", "\xc3\xa9\xa9", 3, 2, 0xe9 },
	{ "first three-byte character", "\xe0\xa0\x80", 3, 3, 0x800 },
	{ "euro sign", "\xe2\x82\xac", 3, 3, 0x20ac },
	{ "last before the surrogates", "\xed\x9f\xbf", 3, 3, 0xd7ff },
	{ "the first character after the surrogates", "\xee\x80\x80", 3, 3,
	  0xe000 },
	{ "replacement character", "\xef\xbf\xbd", 3, 3, 0xfffd },
	{ "last three-byte character", "\xef\xbf\xbf", 3, 3, 0xffff },
	{ "first four-byte character", "\xf0\x90\x80\x80", 4, 4, 0x10000 },
	{ "an emoji", "\xf0\x9f\x98\x80", 4, 4, 0x1f600 },
	{ "last code point", "\xf4\x8f\xbf\xbf", 4, 4, 0x10ffff },

	{ "U+110000", "\xf4\x90\x80\x80", 4, 0, NO_CODE },
	{ "U+1FFFFF", "\xf7\xbf\xbf\xbf", 4, 0, NO_CODE },
	{ "a five-byte sequence", "\xf8\x88\x80\x80\x80", 5, 0, NO_CODE },
	{ "a six-byte sequence", "\xfc\x84\x80\x80\x80\x80", 6, 0, NO_CODE },
	{ "byte FE", "\xfe", 1, 0, NO_CODE },
	{ "byte FF", "\xff", 1, 0, NO_CODE },
	{ "overlong NUL in two bytes", "\xc0\x80", 2, 0, NO_CODE },
	{ "overlong slash in two bytes", "\xc0\xaf", 2, 0, NO_CODE },
	{ "overlong U+007F in two bytes", "\xc1\xbf", 2, 0, NO_CODE },
	{ "overlong slash in three bytes", "\xe0\x80\xaf", 3, 0, NO_CODE },
	{ "overlong U+07FF in three bytes", "\xe0\x9f\xbf", 3, 0, NO_CODE },
	{ "overlong slash in four bytes", "\xf0\x80\x80\xaf", 4, 0, NO_CODE },
	{ "overlong U+FFFF in four bytes", "\xf0\x8f\xbf\xbf", 4, 0, NO_CODE },
	{ "first high surrogate", "\xed\xa0\x80", 3, 0, NO_CODE },
	{ "last high surrogate", "\xed\xaf\xbf", 3, 0, NO_CODE },
	{ "first low surrogate", "\xed\xb0\x80", 3, 0, NO_CODE },
	{ "last low surrogate", "\xed\xbf\xbf", 3, 0, NO_CODE },
	{ "a continuation byte alone", "\x80", 1, 0, NO_CODE },
	{ "the last continuation byte alone", "\xbf", 1, 0, NO_CODE },
	{ "two bytes, truncated to one", "\xc3\xa9", 1, 0, NO_CODE },
	{ "three bytes, truncated to two", "\xe2\x82\xac", 2, 0, NO_CODE },
	{ "three bytes, truncated to one", "\xe2\x82\xac", 1, 0, NO_CODE },
	{ "four bytes, truncated to three", "\xf0\x9f\x98\x80", 3, 0, NO_CODE },
	{ "four bytes, truncated to one", "\xf0\x9f\x98\x80", 1, 0, NO_CODE },
	{ "second byte is ASCII", "\xc3" "A", 2, 0, NO_CODE },
	{ "second byte is a first byte", "\xc3\xc3", 2, 0, NO_CODE },
	{ "third byte is ASCII", "\xe2\x82" "A", 3, 0, NO_CODE },
	{ "fourth byte is ASCII", "\xf0\x9f\x98" "A", 4, 0, NO_CODE },
	{ "fourth byte is NUL", "\xf0\x9f\x98\0", 4, 0, NO_CODE },
};

/* The bytes are in memory of exactly their length, so that a sanitizer notices
 * a read past the end. */
START_TEST(sequence)
{
	char *text = malloc(rows[_i].len);
	unsigned long code = NO_CODE;
	size_t n;

	ck_assert_ptr_nonnull(text);
	memcpy(text, rows[_i].text, rows[_i].len);
	n = utf8_sequence(text, rows[_i].len, &code);
	ck_assert_msg(n == rows[_i].want, "%s: %zu bytes", rows[_i].name, n);
	ck_assert_msg(code == rows[_i].code, "%s: U+%04lX", rows[_i].name,
		      code);
	ck_assert_msg(utf8_sequence(text, rows[_i].len, NULL) == n,
		      "%s: another length if CODE is NULL", rows[_i].name);
	free(text);
}
END_TEST

/* Each row is for one first byte, and tries every second byte.  Two bytes are
 * one sequence only if the first is C2 to DF and the second is 80 to BF. */
START_TEST(two_bytes)
{
	for (int second = 0; second < 256; second++) {
		char text[2] = { (char)_i, (char)second };
		bool two = _i >= 0xc2 && _i <= 0xdf && second >= 0x80 &&
			   second <= 0xbf;
		size_t want = _i < 0x80 ? 1 : two ? 2 : 0;
		unsigned long code = NO_CODE;

		ck_assert_msg(utf8_sequence(text, 2, &code) == want,
			      "%02x %02x", (unsigned)_i, (unsigned)second);
		if (two)
			ck_assert_msg(code == (unsigned long)((_i - 0xc0) * 64 +
							      second - 0x80),
				      "%02x %02x: U+%04lX", (unsigned)_i,
				      (unsigned)second, code);
	}
}
END_TEST

static const struct {
	const char *text;
	size_t max, want;
} cuts[] = {
	{ "", 0, 0 },
	{ "abc", 3, 3 },
	{ "abc", 2, 2 },
	{ "a\xc3\xa9", 3, 3 },
	{ "a\xc3\xa9", 2, 1 },
	{ "a\xe2\x82\xac", 3, 1 },
	{ "\xf0\x9f\x98\x80z", 4, 4 },
	{ "\xf0\x9f\x98\x80z", 3, 0 },
	{ "\xf0\x9f\x98\x80z", 1, 0 },
	{ "\x80\x80\x80\x80\x80\x80", 5, 5 },
	{ "a\x80\x80\x80\x80\x80", 4, 4 },
	{ "\x80\x80", 1, 1 },
	{ "\x80", 0, 0 },
};

START_TEST(cut)
{
	size_t n = utf8_cut(cuts[_i].text, strlen(cuts[_i].text), cuts[_i].max);

	ck_assert_msg(n == cuts[_i].want, "%s to %zu: %zu", cuts[_i].text,
		      cuts[_i].max, n);
}
END_TEST

static size_t encode(unsigned long code, char *out)
{
	if (code < 0x10000) {
		out[0] = (char)(0xe0 + code / 4096);
		out[1] = (char)(0x80 + code / 64 % 64);
		out[2] = (char)(0x80 + code % 64);
		return 3;
	}
	out[0] = (char)(0xf0 + code / 262144);
	out[1] = (char)(0x80 + code / 4096 % 64);
	out[2] = (char)(0x80 + code / 64 % 64);
	out[3] = (char)(0x80 + code % 64);
	return 4;
}

/* Each row is for one plane of 65,536 code points.  Planes above 16 do not
 * exist.  The test encodes code points below U+0800 in three bytes, which is
 * overlong and invalid. */
START_TEST(plane)
{
	unsigned long first = (unsigned long)_i << 16;

	for (unsigned long code = first; code < first + 0x10000; code++) {
		bool exists = code >= 0x800 && code <= 0x10ffff &&
			      (code < 0xd800 || code > 0xdfff);
		unsigned long got = NO_CODE;
		char text[4];
		size_t len = encode(code, text);
		size_t n = utf8_sequence(text, len, &got);

		if (n != (exists ? len : 0) || (exists && got != code))
			ck_abort_msg("U+%04lX: %zu bytes, U+%04lX", code, n,
				     got);
	}
}
END_TEST

static const struct {
	unsigned long code;
	size_t columns;
} columns[] = {
	{ 'a', 1 }, { 0xa0, 1 }, { 0xe9, 1 }, { 0x2ff, 1 }, { 0x300, 0 },
	{ 0x36f, 0 }, { 0x370, 1 }, { 0x10ff, 1 }, { 0x1100, 2 },
	{ 0x115f, 2 }, { 0x1160, 1 }, { 0x200a, 1 }, { 0x200b, 0 },
	{ 0x200d, 0 }, { 0x2010, 1 }, { 0x2026, 1 }, { 0x20ac, 1 },
	{ 0x3042, 2 }, { 0x65e5, 2 }, { 0xac00, 2 }, { 0xd7a3, 2 },
	{ 0xd7a4, 1 }, { 0xfe0f, 0 }, { 0xff01, 2 }, { 0xff61, 1 },
	{ 0x1f3fb, 0 }, { 0x1f600, 2 }, { 0x20000, 2 }, { 0x3fffe, 1 },
	{ 0xe0100, 0 }, { 0x10ffff, 1 },
};

START_TEST(terminal_columns)
{
	ck_assert_msg(utf8_columns(columns[_i].code) == columns[_i].columns,
		      "U+%04lX", columns[_i].code);
}
END_TEST

START_TEST(utf16)
{
	ck_assert(utf8_is_utf16("\xff\xfe[", 3));
	ck_assert(utf8_is_utf16("\xfe\xff", 2));
	ck_assert(!utf8_is_utf16("\xff\xfe", 1));
	ck_assert(!utf8_is_utf16("\xef\xbb\xbf", 3));
	ck_assert(!utf8_is_utf16("", 0));
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ utf16, 1 },
		{ sequence, ROWS(rows) },
		{ two_bytes, 256 },
		{ plane, 32 },
		{ cut, ROWS(cuts) },
		{ terminal_columns, ROWS(columns) },
	};

	return check_main("utf8", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of pasted: look-alike and invisible characters, text around a value,
 * and letters in place of digits. */
#include "base/pasted.h"

#include "base/ascii.h"
#include "check_main.h"

static const struct {
	const char *value, *text, *why;
} texts[] = {
	{ "", "", "" },
	{ "a-b c", "a-b c", "" },
	{ "!a~", "!a~", "" },
	{ "a\tb\r\n", "a b  ", "" },
	{ "\xc2\xa0" "a\xe3\x80\x80", " a ", "" },
	{ "\xe2\x80\x9c" "a\xe2\x80\x9d\xc2\xab\xc2\xbb\xe3\x80\x8c",
	  "\"a\"\"\"\"", "" },
	{ "\xe2\x80\x98" "a\xe2\x80\x99", "'a'", "" },
	{ "\xe2\x80\xa2 a", "* a", "" },
	{ "a\xe3\x80\x82", "a.", "" },
	{ "a\xe2\x80\x94" "b", "a-b", "has '\xe2\x80\x94' in place of '-'" },
	{ "a\xe2\x88\x92" "b", "a-b", "has '\xe2\x88\x92' in place of '-'" },
	{ "a\xef\xbb\xbf", "a", "has an invisible character (U+FEFF)" },
	{ "a\xc2\xad" "b", "ab", "has an invisible character (U+00AD)" },
	{ "a\x01", "a", "has an invisible character (U+0001)" },
	{ "\xef\xbd\x81", "a", "has '\xef\xbd\x81' (U+FF41), which is not "
	  "ASCII" },
	{ "\xef\xbc\x81" "a\xef\xbd\x9e", "!a~", "" },
	{ "\xd0\xb0", "\x1a", "has '\xd0\xb0' (U+0430), which is not ASCII" },
	/* Bytes of Windows-1252. */
	{ "\x93" "a\x94\xa0", "\"a\" ", "" },
	{ "a\x96" "b", "a-b", "has '\x96' in place of '-'" },
	{ "a\xff", "a\x1a", "has a byte that is not UTF-8" },
	/* The message names only the first unusual character. */
	{ "\xe2\x80\x93\xe2\x80\x8b", "-", "has '\xe2\x80\x93' in place of "
	  "'-'" },
};

START_TEST(read)
{
	struct pasted p = { 0 };

	pasted_read(&p, texts[_i].value);
	check_text(texts[_i].value, buf_str(&p.text), texts[_i].text);
	check_text(texts[_i].value, buf_str(&p.why), texts[_i].why);
	pasted_release(&p);
}
END_TEST

/* Values with text around the part X. */
static const struct {
	const char *value, *why;
} sides[] = {
	{ "X", "" },
	{ " X", "begins with white space" },
	{ "X  ", "ends with white space" },
	{ " X ", "has white space around it" },
	{ "X.", "ends with '.'" },
	{ "X .", "ends with '.'" },
	{ "(X", "begins with '('" },
	{ "(X)", "has brackets around the value" },
	{ "{ X }", "has brackets around the value" },
	{ "(X]", "has '(' before the value and ']' after it" },
	{ "(X'", "has '(' before the value and ''' after it" },
	{ "'X\"", "has quotes around the value" },
	{ "(X).", "has '(' before the value and ').' after it" },
	{ "X..........", "ends with '........'" },
	{ "X, and so on", "has other text beside the value" },
	{ "see X", "has other text beside the value" },
};

START_TEST(around)
{
	const char *value = sides[_i].value;
	size_t at = strcspn(value, "X");
	struct pasted p = { 0 };

	pasted_read(&p, value);
	pasted_around(&p, (struct pasted_part){ at, at + 1 }, "value");
	check_text(value, buf_str(&p.why), sides[_i].why);
	pasted_release(&p);
}
END_TEST

static const struct {
	const char *value, *core, *squeezed;
} cores[] = {
	{ "", "", "" },
	{ "...", "", "" },
	{ "a", "a", "a" },
	{ " (a-b). ", "a-b", "ab" },
	{ "\"a b\"", "a b", "ab" },
};

START_TEST(core)
{
	struct pasted p = { 0 };
	struct buf squeezed = { 0 }, text = { 0 };
	struct pasted_part part;

	pasted_read(&p, cores[_i].value);
	part = pasted_core(&p);
	ck_assert_uint_le(part.from, part.to);
	buf_append(&text, buf_str(&p.text) + part.from, part.to - part.from);
	pasted_squeeze(&p, part, &squeezed);
	check_text(cores[_i].value, buf_str(&text), cores[_i].core);
	check_text(cores[_i].value, buf_str(&squeezed), cores[_i].squeezed);
	buf_release(&text);
	buf_release(&squeezed);
	pasted_release(&p);
}
END_TEST

START_TEST(reasons)
{
	struct pasted p = { 0 };
	struct buf out = { 0 };
	char many[200];

	ck_assert(!pasted_tell(&p, "v", "w", &out));
	check_text("without a reason", buf_str(&out), "");
	pasted_because(&p, "is %d", 1);
	pasted_because(&p, "is two");
	ck_assert(pasted_tell(&p, "v", NULL, &out));
	check_text("reasons", buf_str(&out), "'v' is 1 and is two");
	buf_clear(&out);
	ck_assert(pasted_tell(&p, "v", "w", &out));
	check_text("meant", buf_str(&out),
		   "'v' is 1 and is two; did you mean w?");
	/* A long value is truncated between two characters. */
	for (size_t i = 0; i < sizeof(many) - 1; i += 2)
		memcpy(many + i, "\xc3\xa9", 2);
	many[sizeof(many) - 2] = '\0';
	buf_clear(&out);
	ck_assert(pasted_tell(&p, many, NULL, &out));
	ck_assert_msg(strstr(buf_str(&out), "\xa9...' is 1"), "%s",
		      buf_str(&out));
	buf_release(&out);
	pasted_release(&p);
}
END_TEST

static const struct {
	const char *value, *digits, *why;
} misreads[] = {
	{ "0123", ASCII_DIGITS, "" },
	{ "01o3", ASCII_DIGITS, "has the letter 'o' for a digit" },
	{ "0|l3", ASCII_DIGITS, "has '|' for a digit" },
	{ "0-1 2", ASCII_DIGITS, "" },
	{ "0aF", ASCII_HEX, "" },
	{ "0aF", ASCII_DIGITS, "has the letter 'a' for a digit" },
};

/* The test adds the letter x before and after each value.  pasted_misread
 * checks only the part between these letters. */
START_TEST(misread)
{
	struct pasted p = { 0 };
	struct buf value = { 0 };
	bool is;

	buf_printf(&value, "x%sx", misreads[_i].value);
	pasted_read(&p, buf_str(&value));
	is = pasted_misread(&p, (struct pasted_part){ 1, value.len - 1 },
			    misreads[_i].digits);
	check_text(buf_str(&value), buf_str(&p.why), misreads[_i].why);
	ck_assert_int_eq(is, p.why.len > 0);
	buf_release(&value);
	pasted_release(&p);
}
END_TEST

START_TEST(digits)
{
	static const char in[] = "09afAFoOlLiI|gsZ-", out[] = "09afaf0011111";

	for (size_t i = 0; in[i]; i++)
		ck_assert_int_eq(pasted_digit(in[i]),
				 i < sizeof(out) - 1 ? out[i] : '\0');
	ck_assert_int_eq(pasted_digit('\0'), '\0');
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ read, ROWS(texts) },	{ around, ROWS(sides) },
		{ core, ROWS(cores) },	{ reasons, 1 },	{ digits, 1 },
		{ misread, ROWS(misreads) },
	};

	return check_main("pasted", tests, ROWS(tests));
}

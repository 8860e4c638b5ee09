/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of str: the parts of strings. */
#include "base/str.h"

#include "check_main.h"

static const struct {
	const char *text, *part;
	bool begins, ends;
} parts[] = {
	{ "", "", true, true },	    { "", "a", false, false },
	{ "ab", "", true, true },   { "ab", "ab", true, true },
	{ "ab", "a", true, false }, { "ab", "b", false, true },
	{ "ab", "A", false, false }, { "b", "ab", false, false },
	{ "a", "ab", false, false }, { "aab", "ab", false, true },
};

START_TEST(begins_and_ends)
{
	const char *text = parts[_i].text, *part = parts[_i].part;

	ck_assert_msg(str_begins(text, part) == parts[_i].begins, "%s %s",
		      text, part);
	ck_assert_msg(str_ends(text, part) == parts[_i].ends, "%s %s", text,
		      part);
}
END_TEST

START_TEST(nocase)
{
	ck_assert(str_begins_nocase("AbC", "aB"));
	ck_assert(str_begins_nocase("a", ""));
	ck_assert(!str_begins_nocase("AbC", "bc"));
	ck_assert(!str_begins_nocase("a", "ab"));
	ck_assert(str_contains_nocase("AbC", "Bc"));
	ck_assert(str_contains_nocase("aab", "AB"));
	ck_assert(!str_contains_nocase("AbC", "ac"));
	ck_assert(!str_contains_nocase("", "a"));
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ begins_and_ends, ROWS(parts) },
		{ nocase, 1 },
	};

	return check_main("str", tests, ROWS(tests));
}

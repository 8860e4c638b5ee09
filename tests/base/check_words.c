/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of words: words splits lines like Python's shlex, which botocore uses
 * for credential_process. */
#include "base/words.h"

#include "check_main.h"

static const struct {
	const char *line, *want;
} lines[] = {
	{ "", "" },
	{ "  \t\n", "" },
	{ "a", "<a>" },
	{ " a  b\tc\n", "<a><b><c>" },
	{ "a 'b c' d", "<a><b c><d>" },
	{ "a \"b c\" d", "<a><b c><d>" },
	{ "a'b c'd", "<ab cd>" },
	{ "'' \"\"", "<><>" },
	{ "a\\ b", "<a b>" },
	{ "'a\\b'", "<a\\b>" },
	{ "\"a\\b\\\"\\\\c\"", "<a\\b\"\\c>" },
	{ "\\'a\\\"", "<'a\">" },
	{ "# a", "<#><a>" },
	{ "$HOME `a` *;b|c&", "<$HOME><`a`><*;b|c&>" },
	{ "profile \"my work\"", "<profile><my work>" },
	{ "\xc3\xa9 b", "<\xc3\xa9><b>" },
};

START_TEST(split)
{
	struct words w = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(words_split(&w, lines[_i].line, &err), 0);
	for (size_t i = 0; i < w.len; i++)
		buf_printf(&got, "<%s>", w.list[i]);
	check_text(lines[_i].line, buf_str(&got), lines[_i].want);
	ck_assert_ptr_null(w.list[w.len]);
	buf_release(&got);
	words_release(&w);
	words_release(&w);
}
END_TEST

static const struct {
	const char *line, *words;
} brokens[] = {
	{ "a 'b", "a quote is not closed" },
	{ "a \"b", "a quote is not closed" },
	{ "a \"b\\\"", "a quote is not closed" },
	{ "a\\", "it ends in a backslash" },
};

START_TEST(broken)
{
	struct words w = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(words_split(&w, brokens[_i].line, &err), -1);
	check_text(brokens[_i].line, err.text, brokens[_i].words);
	words_release(&w);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ split, ROWS(lines) },
		{ broken, ROWS(brokens) },
	};

	return check_main("words", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of expand: paths with ~ and with environment variables. */
#include "system/expand.h"

#include "check_main.h"

static const struct {
	const char *what, *path, *expanded;
} paths[] = {
	{ "an empty path", "", "" },
	{ "a path", "/a/b", "/a/b" },
	{ "the home directory", "~", "/h" },
	{ "a file in the home directory", "~/a", "/h/a" },
	{ "a ~ that is not at the beginning", "a/~", "a/~" },
	{ "an unknown user", "~no-such-user/a", "~no-such-user/a" },
	{ "a variable", "$CHECK_A/b", "value/b" },
	{ "a variable in braces", "x${CHECK_A}y", "xvaluey" },
	{ "the longest name is used", "$CHECK_Ay", "$CHECK_Ay" },
	{ "unset variables", "$CHECK_NONE/${CHECK_NONE}",
	  "$CHECK_NONE/${CHECK_NONE}" },
	{ "a variable with an empty value", "a${CHECK_EMPTY}b", "ab" },
	{ "a value is not expanded again", "$CHECK_DOLLAR", "$CHECK_A" },
	{ "~ in a value is expanded", "$CHECK_TILDE/a", "/h/a" },
	{ "a brace that is not closed", "${CHECK_A", "${CHECK_A" },
	{ "dollars without a name", "$/$$-${}", "$/$$-${}" },
	{ "a dollar at the end", "a$", "a$" },
};

START_TEST(expand)
{
	struct buf out = { 0 };

	ck_assert_int_eq(setenv("CHECK_A", "value", 1), 0);
	ck_assert_int_eq(setenv("CHECK_EMPTY", "", 1), 0);
	ck_assert_int_eq(setenv("CHECK_DOLLAR", "$CHECK_A", 1), 0);
	ck_assert_int_eq(setenv("CHECK_TILDE", "~", 1), 0);
	expand_path(&out, paths[_i].path, "/h");
	check_text(paths[_i].what, buf_str(&out), paths[_i].expanded);
	buf_release(&out);
}
END_TEST

START_TEST(user)
{
	struct buf out = { 0 };

	ck_assert_str_eq(expand_home("/h"), "/h");
	/* The password database has entries for root and for the user who runs
	 * this test. */
	ck_assert_ptr_nonnull(expand_home(NULL));
	ck_assert_ptr_nonnull(expand_home(""));
	expand_path(&out, "~root/a", "/h");
	ck_assert_int_eq(buf_str(&out)[0], '/');
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ expand, ROWS(paths) },
		{ user, 1 },
	};

	return check_main("expand", cases, ROWS(cases));
}

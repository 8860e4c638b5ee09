/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of num: which texts are numbers, and the limits of the range. */
#include "base/num.h"

#include <limits.h>

#include "check_main.h"

/* The digits of a number that is too large for a long. */
#define HUGE_DIGITS "99999999999999999999999999999999"

#define NOT(text) .words = "'" text "' is not a whole number"

static const struct {
	const char *text;
	long min, max, value;
	const char *words;	/* the error message, or NULL for a number */
} rows[] = {
	{ "0", 0, 0, 0, NULL },
	{ "7", 0, 10, 7, NULL },
	{ "10", 0, 10, 10, NULL },
	{ "11", 0, 10, 0, "11 is not from 0 to 10" },
	{ "-1", 0, 10, 0, "-1 is not from 0 to 10" },
	{ "1", 1, 1000, 1, NULL },
	{ "0", 1, 1000, 0, "0 is not from 1 to 1000" },
	{ "1000", 1, 1000, 1000, NULL },
	{ "1001", 1, 1000, 0, "1001 is not from 1 to 1000" },
	{ "-5", -5, -1, -5, NULL },
	{ "-6", -5, -1, 0, "-6 is not from -5 to -1" },
	{ "0", -5, -1, 0, "0 is not from -5 to -1" },
	{ "+5", 0, 10, 5, NULL },
	{ "-0", 0, 10, 0, NULL },
	{ "007", 0, 10, 7, NULL },
	{ "010", 0, 10, 10, NULL },
	{ "2147483647", 0, LONG_MAX, 2147483647, NULL },
	{ HUGE_DIGITS, 0, 10, 0, HUGE_DIGITS " is not from 0 to 10" },
	{ "-" HUGE_DIGITS, 0, 10, 0, "-" HUGE_DIGITS " is not from 0 to 10" },
	{ "", 0, 10, NOT("") },
	{ "+", 0, 10, NOT("+") },
	{ "-", 0, 10, NOT("-") },
	{ "+-1", 0, 10, NOT("+-1") },
	{ "--1", 0, 10, NOT("--1") },
	{ "- 1", 0, 10, NOT("- 1") },
	{ " 1", 0, 10, NOT(" 1") },
	{ "\t1", 0, 10, NOT("\t1") },
	{ "\n1", 0, 10, NOT("\n1") },
	{ "\v1", 0, 10, NOT("\v1") },
	{ "1 ", 0, 10, NOT("1 ") },
	{ "1\n", 0, 10, NOT("1\n") },
	{ " ", 0, 10, NOT(" ") },
	{ "1 2", 0, 10, NOT("1 2") },
	{ "0x10", 0, 100, NOT("0x10") },
	{ "x", 0, 10, NOT("x") },
	{ "5s", 0, 10, NOT("5s") },
	{ "1.0", 0, 10, NOT("1.0") },
	{ "1e3", 0, 10000, NOT("1e3") },
	{ "1,000", 0, 10000, NOT("1,000") },
	{ HUGE_DIGITS "x", 0, 10, NOT(HUGE_DIGITS "x") },
};

START_TEST(parse)
{
	const char *text = rows[_i].text;
	struct err err = { 0 };
	long n = 77;
	int rc = num_parse(text, rows[_i].min, rows[_i].max, &n, &err);

	if (rows[_i].words) {
		ck_assert_msg(rc == -1, "'%s': read as %ld", text, n);
		ck_assert_msg(n == 77, "'%s': the result was written", text);
		check_text(text, err.text, rows[_i].words);
	} else {
		ck_assert_msg(rc == 0, "'%s': %s", text, err.text);
		ck_assert_msg(n == rows[_i].value, "'%s': %ld", text, n);
	}
}
END_TEST

/* The limits of long on this machine.  The test adds OVER to the last digit.
 * The last digit of a limit is 7 or 8, so the sum is also a digit. */
static const struct {
	const char *name;
	long limit;
	char over;
	int rc;
} limits[] = {
	{ "the largest long", LONG_MAX, 0, 0 },
	{ "the largest long plus one", LONG_MAX, 1, -1 },
	{ "the smallest long", LONG_MIN, 0, 0 },
	{ "the smallest long minus one", LONG_MIN, 1, -1 },
};

START_TEST(limit)
{
	struct err err = { 0 };
	char text[64];
	long n = 77;
	int rc;

	(void)snprintf(text, sizeof(text), "%ld", limits[_i].limit);
	text[strlen(text) - 1] += limits[_i].over;
	rc = num_parse(text, LONG_MIN, LONG_MAX, &n, &err);
	ck_assert_msg(rc == limits[_i].rc, "%s: %s: %s", limits[_i].name, text,
		      err.text);
	ck_assert_msg(n == (rc ? 77 : limits[_i].limit), "%s: %ld",
		      limits[_i].name, n);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ parse, ROWS(rows) },
		{ limit, ROWS(limits) },
	};

	return check_main("num", cases, ROWS(cases));
}

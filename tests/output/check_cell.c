/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of cell: the text of a cell, and the elements of a list. */
#include "output/cell.h"

#include "check_main.h"

#define DATA(text) text, sizeof(text) - 1

static const struct {
	const char *what;
	enum column_kind kind;
	const char *text;
	size_t len;
	const char *shown;
} cells[] = {
	{ "a string", COLUMN_STRING, DATA("a"), "a" },
	{ "bytes after the end of a string", COLUMN_STRING, "a\0b", 1, "a" },
	{ "a number", COLUMN_NUMBER, DATA("8"), "8" },
	{ "an empty cell", COLUMN_STRING, NULL, 0, "" },
	{ "an empty list", COLUMN_LIST, NULL, 0, "" },
	{ "a list of one element", COLUMN_LIST, DATA("a\0"), "a" },
	{ "a list of two elements", COLUMN_LIST, DATA("a\0b\0"), "a,b" },
	{ "a list with empty elements", COLUMN_LIST, DATA("\0b\0\0"), ",b," },
	{ "a list without its last NUL", COLUMN_LIST, DATA("a\0b"), "a,b" },
	{ "one product code", COLUMN_CODES, DATA("devpay\0A\0"),
	  "[devpay: A]" },
	{ "two product codes", COLUMN_CODES,
	  DATA("devpay\0A\0marketplace\0B\0"), "[devpay: A],[marketplace: B]" },
};

START_TEST(shown)
{
	const struct column column = { "A", .kind = cells[_i].kind };
	const struct cell cell = { &column, cells[_i].text, cells[_i].len };
	struct buf out = { 0 };

	cell_text(&out, &cell);
	check_text(cells[_i].what, buf_str(&out), cells[_i].shown);
	buf_release(&out);
}
END_TEST

/* Fails at its second call, so that cell_elements ends. */
static int second(void *ctx, const char *text, size_t len)
{
	int *count = ctx;

	return ++*count == 2 ? 7 : 0;
}

START_TEST(ended)
{
	const struct column column = { "A", .kind = COLUMN_LIST };
	const struct cell cell = { &column, DATA("a\0b\0c\0") };
	int count = 0;

	ck_assert_int_eq(cell_elements(&cell, second, &count), 7);
	ck_assert_int_eq(count, 2);
}
END_TEST

int main(void)
{
	const struct check_case cases_of[] = {
		{ shown, ROWS(cells) },
		{ ended, 1 },
	};

	return check_main("cell", cases_of, ROWS(cases_of));
}

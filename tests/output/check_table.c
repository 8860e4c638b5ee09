/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of table: widths, runs of rows, and what overflows. */
#include "output/table.h"

#include "check_main.h"

#define CELL(text) { text, sizeof(text) - 1 }

/* Rows of up to three cells under their headings; no headings end them. */
struct line {
	const char *heads;
	struct cell cells[3];
	size_t count;
};

static const struct {
	const char *what;
	struct line lines[8];
	const char *shown;
} tables[] = {
	{ "nothing", { { NULL } }, "" },
	{ "one row", { { "Type ImageID", { CELL("IMAGE"), CELL("ami-1") }, 2 } },
	  "Type   ImageID\n"
	  "-----  -------\n"
	  "IMAGE  ami-1\n" },
	{ "as wide as the widest",
	  { { "A B", { CELL("1"), CELL("x") }, 2 },
	    { "A B", { CELL("12345"), CELL("y") }, 2 },
	    { "A B", { CELL("123"), CELL("z") }, 2 } },
	  "A      B\n"
	  "-----  -\n"
	  "1      x\n"
	  "12345  y\n"
	  "123    z\n" },
	{ "as wide as its heading",
	  { { "Heading B", { CELL("1"), CELL("x") }, 2 } },
	  "Heading  B\n"
	  "-------  -\n"
	  "1        x\n" },
	{ "one column", { { "A", { CELL("1") }, 1 }, { "A", { CELL("22") }, 1 } },
	  "A\n"
	  "--\n"
	  "1\n"
	  "22\n" },
	{ "empty ones",
	  { { "A B C", { CELL("1"), { NULL, 0 }, CELL("3") }, 3 },
	    { "A B C", { { NULL, 0 }, { NULL, 0 }, CELL("3") }, 3 },
	    { "A B C", { CELL("1"), CELL(""), CELL("") }, 3 },
	    { "A B C", { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } }, 3 } },
	  "A  B  C\n"
	  "-  -  -\n"
	  "1     3\n"
	  "      3\n"
	  "1\n"
	  "\n" },
	{ "fewer cells than headings",
	  { { "A B C", { CELL("1") }, 1 }, { "A B C", { { NULL, 0 } }, 0 } },
	  "A  B  C\n"
	  "-  -  -\n"
	  "1\n"
	  "\n" },
	{ "more cells than headings",
	  { { "A", { CELL("1"), CELL("2") }, 2 } },
	  "A\n"
	  "-\n"
	  "1\n" },
	{ "another type begins another table",
	  { { "A B", { CELL("1"), CELL("2") }, 2 },
	    { "C", { CELL("333") }, 1 },
	    { "A B", { CELL("444"), CELL("5") }, 2 } },
	  "A  B\n"
	  "-  -\n"
	  "1  2\n"
	  "\n"
	  "C\n"
	  "---\n"
	  "333\n"
	  "\n"
	  "A    B\n"
	  "---  -\n"
	  "444  5\n" },
	{ "characters, not bytes, are counted",
	  { { "A B", { CELL("\xc3\xa9\xe2\x82\xac"), CELL("x") }, 2 },
	    { "A B", { CELL("abc"), CELL("y") }, 2 } },
	  "A    B\n"
	  "---  -\n"
	  "\xc3\xa9\xe2\x82\xac   x\n"
	  "abc  y\n" },
	{ "bytes that are no character count each",
	  { { "A B", { CELL("\xff\xff"), CELL("x") }, 2 } },
	  "A   B\n"
	  "--  -\n"
	  "\xff\xff  x\n" },
	{ "blanks within a value",
	  { { "A B", { CELL("a b"), CELL("c d") }, 2 } },
	  "A    B\n"
	  "---  ---\n"
	  "a b  c d\n" },
};

START_TEST(shown)
{
	struct table t = {0};
	struct buf out = {0};
	struct err err = {0};

	for (const struct line *l = tables[_i].lines; l->heads; l++)
		ck_assert_int_eq(table_row(&t, &out, l->heads, l->cells,
					   l->count, &err), 0);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	check_text(tables[_i].what, buf_str(&out), tables[_i].shown);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	check_text("nothing twice", buf_str(&out), tables[_i].shown);
	table_release(&t);
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* One row, whose first column is WIDE characters. */
static void add(struct table *t, struct buf *out, const char *heads,
		size_t wide)
{
	char *text = check_repeat('x', wide);
	struct cell cells[] = { { text, wide }, CELL("y") };
	struct err err = {0};

	ck_assert_int_eq(table_row(t, out, heads, cells, 2, &err), 0);
	free(text);
}

/* The first TABLE_SAMPLE rows are held until they are there; from then on
 * every row goes out at once, and a longer value pushes what is behind it. */
START_TEST(sample)
{
	struct table t = {0};
	struct buf out = {0}, want = {0};
	struct err err = {0};

	for (int i = 1; i < TABLE_SAMPLE; i++)
		add(&t, &out, "A B", 1);
	ck_assert_uint_eq(out.len, 0);
	add(&t, &out, "A B", 4);
	buf_puts(&want, "A     B\n----  -\n");
	for (int i = 1; i < TABLE_SAMPLE; i++)
		buf_puts(&want, "x     y\n");
	buf_puts(&want, "xxxx  y\n");
	check_text("the sample", buf_str(&out), want.data);
	ck_assert_uint_eq(t.sample.len, 0);
	add(&t, &out, "A B", 6);
	add(&t, &out, "A B", 1);
	buf_puts(&want, "xxxxxx  y\nx     y\n");
	check_text("behind it", buf_str(&out), want.data);
	/* A run of another type has widths of its own. */
	add(&t, &out, "C D", 2);
	check_text("held again", buf_str(&out), want.data);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	buf_puts(&want, "\nC   D\n--  -\nxx  y\n");
	check_text("the next table", buf_str(&out), want.data);
	table_release(&t);
	buf_release(&out);
	buf_release(&want);
}
END_TEST

/* Memory does not grow with the number of rows. */
START_TEST(long_table)
{
	struct table t = {0};
	struct buf out = {0};
	size_t rows = 0;
	int count = check_many(100000);

	for (int i = 0; i < count; i++) {
		add(&t, &out, "A B", 10);
		for (size_t k = 0; k < out.len; k++)
			rows += out.data[k] == '\n';
		buf_clear(&out);
	}
	ck_assert_uint_eq(rows, (size_t)count + 2);
	ck_assert_uint_lt(t.sample.cap, 64 * 1024);
	ck_assert_uint_lt(out.cap, 64 * 1024);
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* The widest row there is, and more columns than there may be. */
START_TEST(wide)
{
	struct cell cells[TABLE_COLUMNS_MAX + 8];
	struct table t = {0};
	struct buf heads = {0}, out = {0};
	struct err err = {0};
	size_t ones = 0;

	for (int i = 0; i < TABLE_COLUMNS_MAX + 8; i++) {
		cells[i] = (struct cell)CELL("1");
		buf_puts(&heads, i ? " H" : "H");
	}
	ck_assert_int_eq(table_row(&t, &out, heads.data, cells,
				   TABLE_COLUMNS_MAX + 8, &err), 0);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	for (size_t i = 0; i < out.len; i++)
		ones += out.data[i] == '1';
	ck_assert_uint_eq(ones, TABLE_COLUMNS_MAX);
	table_release(&t);
	buf_release(&heads);
	buf_release(&out);
}
END_TEST

START_TEST(failure)
{
	struct table t = { .sample = { .max = 8 } };
	struct cell cell = CELL("0123456789");
	struct buf out = {0};
	struct err err = {0};

	ck_assert_int_eq(table_row(&t, &out, "A", &cell, 1, &err), -1);
	check_text("words", err.text, "table: over 8 bytes");
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* One value that is wider than a table may be overflows in its first row
 * already, and does not fill the others with blanks. */
START_TEST(widest)
{
	char *x = check_repeat('x', 2 * TABLE_WIDTH_MAX);
	struct cell large[] = { { x, 2 * TABLE_WIDTH_MAX }, CELL("y") };
	struct cell small[] = { CELL("x"), CELL("z") };
	struct table t = {0};
	struct buf out = {0};
	struct err err = {0};

	ck_assert_int_eq(table_row(&t, &out, "A B", large, 2, &err), 0);
	ck_assert_int_eq(table_row(&t, &out, "A B", small, 2, &err), 0);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	ck_assert_ptr_nonnull(strstr(out.data, x));
	ck_assert_ptr_nonnull(strstr(out.data, "x  y\n"));
	ck_assert_uint_eq(strlen(strstr(out.data, "y\n") + 2),
			  TABLE_WIDTH_MAX + 2 + 2);
	table_release(&t);
	buf_release(&out);
	free(x);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ widest, 1 },
		{ shown, ROWS(tables) },
		{ sample, 1 },
		{ long_table, 1 },
		{ wide, 1 },
		{ failure, 1 },
	};

	return check_main("table", cases, ROWS(cases));
}

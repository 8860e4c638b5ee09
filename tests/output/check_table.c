/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of table: a table for each type of row, the widths of columns, records,
 * what is left out or truncated, and limits. */
#include "output/table.h"

#include "check_main.h"

static const struct column a = { "A" }, b = { "B" }, c = { "C" },
			   other_b = { "B" }, heading = { "Heading" },
			   id = { "ParentID", .is_id = true };

#define CELL(column, text) { &(column), text, sizeof(text) - 1 }
#define WIDE "\xe6\x97\xa5"
#define NONE(column) { &(column), NULL, 0 }

/* A row of up to three cells.  A row without cells ends the list of rows. */
struct line {
	const char *type;
	struct cell cells[3];
};

static const struct {
	const char *what;
	struct line lines[6];
	const char *shown;
	size_t width;		/* columns of the terminal, or 0 for no limit */
} tables[] = {
	{ "no rows", { { NULL } }, "" },
	{ "one row", { { "T", { CELL(a, "IMAGE"), CELL(b, "ami-1") } } },
	  "A      B\n"
	  "-----  -----\n"
	  "IMAGE  ami-1\n" },
	{ "a column as wide as its widest value",
	  { { "T", { CELL(a, "1"), CELL(b, "x") } },
	    { "T", { CELL(a, "12345"), CELL(b, "y") } },
	    { "T", { CELL(a, "123"), CELL(b, "z") } } },
	  "A      B\n"
	  "-----  -\n"
	  "1      x\n"
	  "12345  y\n"
	  "123    z\n" },
	{ "a column as wide as its heading",
	  { { "T", { CELL(heading, "1"), CELL(b, "x") } } },
	  "Heading  B\n"
	  "-------  -\n"
	  "1        x\n" },
	{ "rows without a type", { { NULL, { CELL(a, "1") } },
				   { NULL, { CELL(a, "22") } } },
	  "A\n"
	  "--\n"
	  "1\n"
	  "22\n" },
	{ "a column that is empty in some rows",
	  { { "T", { CELL(a, "1"), NONE(b), CELL(c, "3") } },
	    { "T", { NONE(a), CELL(b, "2"), CELL(c, "3") } },
	    { "T", { CELL(a, "1"), CELL(b, ""), CELL(c, "") } } },
	  "A  B  C\n"
	  "-  -  -\n"
	  "1     3\n"
	  "   2  3\n"
	  "1\n" },
	{ "a column that is empty in all rows",
	  { { "T", { CELL(a, "1"), NONE(b), CELL(c, "3") } },
	    { "T", { CELL(a, "2"), CELL(b, ""), NONE(c) } } },
	  "A  C\n"
	  "-  -\n"
	  "1  3\n"
	  "2\n" },
	{ "columns that some rows lack",
	  { { "T", { CELL(a, "1") } },
	    { "T", { CELL(a, "2"), CELL(other_b, "3") } },
	    { "T", { CELL(b, "4") } } },
	  "A  B\n"
	  "-  -\n"
	  "1\n"
	  "2  3\n"
	  "   4\n" },
	{ "a table for each type, in the order of the first rows",
	  { { "T", { CELL(a, "1") } },
	    { "U", { CELL(b, "2") } },
	    { "T", { CELL(a, "333") } } },
	  "A\n"
	  "---\n"
	  "1\n"
	  "333\n"
	  "\n"
	  "B\n"
	  "-\n"
	  "2\n" },
	{ "the ids of rows above are the first columns",
	  { { "T", { CELL(a, "1"),
		     { &id, "i-1", 3, .inherited = true } } } },
	  "ParentID  A\n"
	  "--------  -\n"
	  "i-1       1\n" },
	{ "characters, not bytes, are counted",
	  { { "T", { CELL(a, "\xc3\xa9\xe2\x82\xac"), CELL(b, "x") } },
	    { "T", { CELL(a, "abc"), CELL(b, "y") } } },
	  "A    B\n"
	  "---  -\n"
	  "\xc3\xa9\xe2\x82\xac   x\n"
	  "abc  y\n" },
	{ "wide characters count twice, marks not at all",
	  { { "T", { CELL(a, "\xe6\x97\xa5\xe6\x9c\xac"), CELL(b, "x") } },
	    { "T", { CELL(a, "e\xcc\x81"), CELL(b, "y") } } },
	  "A     B\n"
	  "----  -\n"
	  "\xe6\x97\xa5\xe6\x9c\xac  x\n"
	  "e\xcc\x81     y\n" },
	{ "each byte of invalid UTF-8 counts once",
	  { { "T", { CELL(a, "\xff\xff"), CELL(b, "x") } } },
	  "A   B\n"
	  "--  -\n"
	  "\xff\xff  x\n" },
	{ "a table that fits exactly",
	  { { "T", { CELL(a, "123456"), CELL(b, "12") } } },
	  "A       B\n"
	  "------  --\n"
	  "123456  12\n", 10 },
	{ "the widest column is truncated",
	  { { "T", { CELL(a, "12345678901234"), CELL(b, "12") } },
	    { "T", { CELL(a, "1234567890123"), CELL(b, "12") } } },
	  "A              B\n"
	  "-------------  --\n"
	  "123456789012\xe2\x80\xa6  12\n"
	  "1234567890123  12\n", 17 },
	{ "both columns are truncated",
	  { { "T", { CELL(a, "12345678901234567890"),
		     CELL(b, "1234567890123456") } } },
	  "A              B\n"
	  "-------------  -------------\n"
	  "123456789012\xe2\x80\xa6  123456789012\xe2\x80\xa6\n", 28 },
	{ "records instead of columns narrower than twelve",
	  { { "T", { CELL(heading, "12345678901234567890"), CELL(b, "1"),
		     CELL(c, "1234567890123") } },
	    { "T", { CELL(heading, "x"), NONE(b), CELL(c, "y") } } },
	  "Heading  1234567890123456\xe2\x80\xa6\n"
	  "B        1\n"
	  "C        1234567890123\n"
	  "\n"
	  "Heading  x\n"
	  "C        y\n", 26 },
	{ "a record, and a table of another type",
	  { { "T", { CELL(a, "1234567890123"), CELL(b, "2") } },
	    { "U", { CELL(b, "3"), CELL(c, "4") } } },
	  "A  123456789\xe2\x80\xa6\n"
	  "B  2\n"
	  "\n"
	  "B  C\n"
	  "-  -\n"
	  "3  4\n", 13 },
	{ "a name wider than two fifths of the terminal",
	  { { "T", { CELL(heading, "12345678901"), CELL(b, "12345") } } },
	  "Hea\xe2\x80\xa6  1234\xe2\x80\xa6\n"
	  "B     12345\n", 11 },
	{ "a width that is too small for records",
	  { { "T", { CELL(heading, "1234567"), CELL(b, "12345") } } },
	  "Hea\xe2\x80\xa6  123\xe2\x80\xa6\n"
	  "B     123\xe2\x80\xa6\n", 1 },
	{ "a wide character in a record is not divided",
	  { { "T", { CELL(a, "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5"),
		     CELL(b, "x") } } },
	  "A  \xe6\x97\xa5\xe2\x80\xa6\n"
	  "B  x\n", 7 },
	{ "a wide character in a table is not divided",
	  { { "T", { CELL(a, WIDE WIDE WIDE WIDE WIDE WIDE WIDE),
		     CELL(b, "x") } } },
	  "A             B\n"
	  "------------  -\n"
	  WIDE WIDE WIDE WIDE WIDE "\xe2\x80\xa6   x\n", 15 },
};

static size_t count_cells(const struct cell *cells)
{
	size_t n = 0;

	while (n < 3 && cells[n].column)
		n++;
	return n;
}

START_TEST(shown)
{
	struct table t = { .width = tables[_i].width };
	struct buf out = { 0 };
	struct err err = { 0 };

	for (const struct line *l = tables[_i].lines; l->cells[0].column; l++)
		ck_assert_int_eq(table_row(&t, &out, l->type, l->cells,
					   count_cells(l->cells), &err), 0);
	ck_assert_uint_eq(out.len, 0);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	check_text(tables[_i].what, buf_str(&out), tables[_i].shown);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	check_text("second table_end", buf_str(&out), tables[_i].shown);
	table_release(&t);
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* Adds a row whose first cell has `wide` characters. */
static int add(struct table *t, struct buf *out, size_t wide)
{
	char *text = check_repeat('x', wide);
	struct cell cells[] = { { &a, text, wide }, CELL(b, "y") };
	struct err err = { 0 };
	int rc = table_row(t, out, "T", cells, 2, &err);

	free(text);
	return rc;
}

static size_t lines_of(const struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < out->len; i++)
		n += out->data[i] == '\n';
	return n;
}

/* A long table is printed in parts.  If the first cells have `wide` characters,
 * a part has `rows` rows. */
static const struct {
	size_t wide, rows;
} parts[] = {
	{ 3, TABLE_ROWS_MAX },
	{ 256 * 1024 - 128, TABLE_BYTES_MAX / (256 * 1024) + 1 },
};

START_TEST(in_parts)
{
	struct table t = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };
	size_t rows = 0;

	for (; !out.len; rows++)
		ck_assert_int_eq(add(&t, &out, parts[_i].wide), 0);
	ck_assert_uint_eq(rows, parts[_i].rows);
	ck_assert_uint_eq(lines_of(&out), rows + 2);
	buf_clear(&out);
	ck_assert_int_eq(add(&t, &out, 1), 0);
	ck_assert_uint_eq(out.len, 0);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	check_text("the next part", buf_str(&out), "\nA  B\n-  -\nx  y\n");
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* A row that is too long is an error, and no part of this row is printed. */
START_TEST(too_long)
{
	struct table t = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	if (_i)
		ck_assert_int_eq(add(&t, &out, 1), 0);
	ck_assert_int_eq(add(&t, &out, 2 * TABLE_BYTES_MAX), -1);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	check_text("first row", buf_str(&out),
		   _i ? "A  B\n-  -\nx  y\n" : "");
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* Rows without any value do not make a table. */
START_TEST(all_empty)
{
	const struct cell cells[] = { NONE(a), NONE(b) };
	struct table t = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(table_row(&t, &out, "T", cells, 2, &err), 0);
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	check_text("empty", buf_str(&out), "");
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* The second row has too many columns, which is an error. */
START_TEST(wide)
{
	static char names[TABLE_COLUMNS_MAX + 8][8];
	struct column columns[TABLE_COLUMNS_MAX + 8];
	struct cell cells[TABLE_COLUMNS_MAX + 8];
	struct table t = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };
	size_t ones = 0;

	for (int i = 0; i < TABLE_COLUMNS_MAX + 8; i++) {
		(void)snprintf(names[i], sizeof(names[i]), "H%c%c",
			       'a' + i / 26, 'a' + i % 26);
		columns[i] = (struct column){ names[i] };
		cells[i] = (struct cell)CELL(columns[i], "1");
	}
	ck_assert_int_eq(table_row(&t, &out, "T", cells, TABLE_COLUMNS_MAX,
				   &err), 0);
	ck_assert_int_eq(table_row(&t, &out, "T", cells,
				   TABLE_COLUMNS_MAX + 8, &err), -1);
	check_text("words", err.text, "table: more than 64 columns");
	ck_assert_int_eq(table_end(&t, &out, &err), 0);
	for (size_t i = 0; i < out.len; i++)
		ones += out.data[i] == '1';
	ck_assert_uint_eq(ones, TABLE_COLUMNS_MAX);
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* The last row adds one type more than a table may have, which is an error. */
START_TEST(types)
{
	static char names[TABLE_TYPES_MAX + 1][8];
	const struct cell cell = CELL(a, "1");
	struct table t = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	for (int i = 0; i <= TABLE_TYPES_MAX; i++) {
		(void)snprintf(names[i], sizeof(names[i]), "T%d", i);
		ck_assert_int_eq(table_row(&t, &out, names[i], &cell, 1, &err),
				 i < TABLE_TYPES_MAX ? 0 : -1);
	}
	check_text("words", err.text, "table: more than 32 types of rows");
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* The last row adds one column more than a table may have, which is an
 * error. */
START_TEST(columns)
{
	char names[TABLE_COLUMNS_MAX + 1][8];
	struct column all[TABLE_COLUMNS_MAX + 1] = { { 0 } };
	struct table t = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	for (int i = 0; i <= TABLE_COLUMNS_MAX; i++) {
		const struct cell cell = { &all[i], "1", 1 };

		(void)snprintf(names[i], sizeof(names[i]), "C%d", i);
		all[i].name = names[i];
		ck_assert_int_eq(table_row(&t, &out, "T", &cell, 1, &err),
				 i < TABLE_COLUMNS_MAX ? 0 : -1);
	}
	check_text("words", err.text, "table: more than 64 columns");
	table_release(&t);
	buf_release(&out);
}
END_TEST

/* A value is printed whole even if it is wider than a column may be.  The other
 * cells are padded only to the largest allowed width of a column. */
START_TEST(widest)
{
	char *x = check_repeat('x', 2 * TABLE_WIDTH_MAX);
	struct table t = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(add(&t, &out, 2 * TABLE_WIDTH_MAX), 0);
	ck_assert_int_eq(add(&t, &out, 1), 0);
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
		{ shown, ROWS(tables) },
		{ in_parts, ROWS(parts) },
		{ too_long, 2 },
		{ all_empty, 1 },
		{ wide, 1 },
		{ types, 1 },
		{ columns, 1 },
		{ widest, 1 },
	};

	return check_main("table", cases, ROWS(cases));
}

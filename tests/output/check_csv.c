/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of csv: quoting, and cells that a spreadsheet would execute. */
#include "output/csv.h"

#include "check_main.h"

#define DATA(text) text, sizeof(text) - 1

static const struct {
	const char *what;
	const char *text;
	size_t len;
	const char *field;
} fields[] = {
	{ "an empty value", DATA(""), "" },
	{ "an id", DATA("ami-1"), "ami-1" },
	{ "a value with a comma", DATA("a,b"), "\"a,b\"" },
	{ "a value with quotes", DATA("say \"x\""), "\"say \"\"x\"\"\"" },
	{ "a value with blanks at both ends", DATA(" a "), "\" a \"" },
	{ "a value with a line end", DATA("a\r\nb"), "a\\r\\nb" },
	{ "an escape sequence", DATA("\x1b[31m"), "\\x1B[31m" },
	{ "a byte that is not UTF-8", DATA("\xff"), "\\xFF" },
	{ "a value in UTF-8", DATA("caf\xc3\xa9"), "caf\xc3\xa9" },
	{ "a formula", DATA("=1+1"), "'=1+1" },
	{ "a formula with a comma", DATA("=CMD(\"a\",1)"),
	  "\"'=CMD(\"\"a\"\",1)\"" },
	{ "a plus before a letter", DATA("+a"), "'+a" },
	{ "a minus before a letter", DATA("-a"), "'-a" },
	{ "a formula that begins with an at sign", DATA("@SUM(A1)"),
	  "'@SUM(A1)" },
	{ "a tab before a formula", DATA("\t=1"), "'\\t=1" },
	{ "a carriage return before a formula", DATA("\r=1"), "'\\r=1" },
	{ "a negative number", DATA("-1.5"), "-1.5" },
	{ "a positive number", DATA("+12"), "+12" },
	{ "a sum that begins with a minus", DATA("-1+1"), "'-1+1" },
	{ "a number with two decimal points", DATA("-1.2.3"), "'-1.2.3" },
	{ "a minus alone", DATA("-"), "'-" },
	{ "a minus and a decimal point", DATA("-."), "'-." },
	{ "a fullwidth equals sign", DATA("\xef\xbc\x9d" "1"),
	  "'\xef\xbc\x9d" "1" },
	{ "a fullwidth equals sign alone",
	  DATA("\xef\xbc\x9d"), "'\xef\xbc\x9d" },
	{ "a fullwidth at sign", DATA("\xef\xbc\xa0" "A"),
	  "'\xef\xbc\xa0" "A" },
	{ "a fullwidth letter A", DATA("\xef\xbc\xa1"), "\xef\xbc\xa1" },
	{ "an equals sign inside a value", DATA("a=1"), "a=1" },
};

START_TEST(field)
{
	static const struct column columns[] = { { "A" }, { "B" } };
	const struct cell cells[] = {
		{ &columns[0], fields[_i].text, fields[_i].len },
		{ &columns[1], NULL, 0 },
	};
	struct buf out = { 0 }, want = { 0 };

	csv_row(&out, cells, 2);
	buf_printf(&want, "%s,\r\n", fields[_i].field);
	check_text(fields[_i].what, buf_str(&out), buf_str(&want));
	buf_release(&out);
	buf_release(&want);
}
END_TEST

START_TEST(heading)
{
	static const struct column a = { "A" }, b = { "B", .hidden = true };
	static const struct column *const columns[] = { &a, &b };
	struct buf out = { 0 };

	csv_heading(&out, columns, 2);
	check_text("heading", buf_str(&out), "A,B\r\n");
	buf_release(&out);
}
END_TEST

START_TEST(lists)
{
	static const struct column columns[] = {
		{ "A", .kind = COLUMN_LIST }, { "B", .kind = COLUMN_CODES },
	};
	const struct cell cells[] = {
		{ &columns[0], DATA("=a\0b\0") },
		{ &columns[1], DATA("devpay\0X\0") },
	};
	struct buf out = { 0 };

	csv_row(&out, cells, 2);
	check_text("lists", buf_str(&out), "\"'=a,b\",\"[devpay: X]\"\r\n");
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ field, ROWS(fields) },
		{ heading, 1 },
		{ lists, 1 },
	};

	return check_main("csv", cases, ROWS(cases));
}

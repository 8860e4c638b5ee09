/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of json: a row becomes one line of JSON, which a parser can read. */
#include "output/json.h"

#include <jansson.h>

#include "check_main.h"

#define DATA(text) text, sizeof(text) - 1
#define KIND(k) { "A", .kind = COLUMN_##k }
#define FFFD "\xEF\xBF\xBD"

static const struct {
	const char *what;
	struct {
		struct column column;
		const char *text;
		size_t len;
		bool hidden;
	} cells[5];
	const char *line;
} rows[] = {
	{ "one cell", { { { "Type" }, DATA("IMAGE") } },
	  "{\"Type\":\"IMAGE\"}\n" },
	{ "three cells keep their order",
	  { { { "B" }, DATA("1") }, { { "C" }, DATA("2") }, { { "A" },
	  DATA("3") } }, "{\"B\":\"1\",\"C\":\"2\",\"A\":\"3\"}\n" },
	{ "a row without cells", { { { NULL } } }, "{}\n" },
	{ "empty cells become null",
	  { { { "A" }, NULL, 0 }, { { "B" }, DATA("") }, { { "C" }, NULL, 7 } },
	  "{\"A\":null,\"B\":null,\"C\":null}\n" },
	{ "words of JSON are strings",
	  { { { "A" }, DATA("true") }, { { "B" }, DATA("null") }, { { "C" },
	  DATA("12") }, { { "D" }, DATA("{}") } },
	  "{\"A\":\"true\",\"B\":\"null\",\"C\":\"12\",\"D\":\"{}\"}\n" },
	{ "a cell that text output omits",
	  { { { "A" }, DATA("1") }, { { "B" }, DATA("2"), true } },
	  "{\"A\":\"1\",\"B\":\"2\"}\n" },
	{ "a cell with part of a text", { { { "A" }, "abc", 2 } },
	  "{\"A\":\"ab\"}\n" },
	{ "a value like a row", { { { "A" }, DATA("x\n{\"A\":\"y\"}\n") } },
	  "{\"A\":\"x\\n{\\\"A\\\":\\\"y\\\"}\\n\"}\n" },
	{ "quotes and backslashes",
	  { { { "A" }, DATA("\"\\\\\"/") } },
	  "{\"A\":\"\\\"\\\\\\\\\\\"/\"}\n" },
	{ "control characters",
	  { { { "A" }, DATA("\t\r\x1b[31m\x01") } },
	  "{\"A\":\"\\t\\r\\u001B[31m\\u0001\"}\n" },
	{ "a NUL between letters", { { { "A" }, DATA("a\0b") } },
	  "{\"A\":\"a\\u0000b\"}\n" },
	{ "a NUL alone", { { { "A" }, DATA("\0") } },
	  "{\"A\":\"\\u0000\"}\n" },
	{ "characters of two, three and four bytes",
	  { { { "A" }, DATA("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80") } },
	  "{\"A\":\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"}\n" },
	{ "a byte that is not UTF-8",
	  { { { "A" }, DATA("a\xff" "b") } },
	  "{\"A\":\"a" FFFD "b\"}\n" },
	{ "five bytes that are not UTF-8",
	  { { { "A" }, DATA("\xc0\xaf\xed\xa0\x80") } },
	  "{\"A\":\"" FFFD FFFD FFFD FFFD FFFD "\"}\n" },
	{ "a truncated character", { { { "A" }, DATA("\xe2\x82") } },
	  "{\"A\":\"" FFFD FFFD "\"}\n" },
	{ "U+110000, beyond the last character",
	  { { { "A" }, DATA("\xf4\x90\x80\x80") } },
	  "{\"A\":\"" FFFD FFFD FFFD FFFD "\"}\n" },
	{ "U+10FFFF, the last character",
	  { { { "A" }, DATA("\xf4\x8f\xbf\xbf") } },
	  "{\"A\":\"\xf4\x8f\xbf\xbf\"}\n" },
	/* Columns of each kind. */
	{ "booleans", { { KIND(BOOLEAN), DATA("true") },
			{ { "B", .kind = COLUMN_BOOLEAN }, DATA("false") },
			{ { "C", .kind = COLUMN_BOOLEAN }, DATA("maybe") },
			{ { "D", .kind = COLUMN_BOOLEAN }, DATA("TRUE") },
			{ { "E", .kind = COLUMN_BOOLEAN }, NULL, 0 } },
	  "{\"A\":true,\"B\":false,\"C\":\"maybe\",\"D\":\"TRUE\","
	  "\"E\":null}\n" },
	{ "numbers", { { KIND(NUMBER), DATA("8") },
		       { { "B", .kind = COLUMN_NUMBER }, DATA("-3") },
		       { { "C", .kind = COLUMN_NUMBER },
			 DATA("9007199254740993") },
		       { { "D", .kind = COLUMN_NUMBER }, DATA("0") } },
	  "{\"A\":8,\"B\":-3,\"C\":9007199254740993,\"D\":0}\n" },
	{ "texts that are not numbers", { { KIND(NUMBER), DATA("007") },
			  { { "B", .kind = COLUMN_NUMBER }, DATA("1.5") },
			  { { "C", .kind = COLUMN_NUMBER },
			    DATA("99999999999999999999") },
			  { { "D", .kind = COLUMN_NUMBER }, DATA("true") },
			  { { "E", .kind = COLUMN_NUMBER }, DATA("100%") } },
	  "{\"A\":\"007\",\"B\":\"1.5\",\"C\":\"99999999999999999999\","
	  "\"D\":\"true\",\"E\":\"100%\"}\n" },
	{ "lists", { { KIND(LIST), DATA("a\0b,c\0") },
		     { { "B", .kind = COLUMN_LIST }, NULL, 0 },
		     { { "C", .kind = COLUMN_LIST }, DATA("\0\xff\0") } },
	  "{\"A\":[\"a\",\"b,c\"],\"B\":[],\"C\":[\"\",\"" FFFD "\"]}\n" },
	{ "product codes", { { KIND(CODES), DATA("devpay\0A\0x\0B\0") },
			     { { "B", .kind = COLUMN_CODES }, NULL, 0 } },
	  "{\"A\":[{\"ProductCode\":\"A\",\"Type\":\"devpay\"},"
	  "{\"ProductCode\":\"B\",\"Type\":\"x\"}],\"B\":[]}\n" },
	{ "a type without its product code", { { KIND(CODES),
	  DATA("devpay\0") } }, "{\"A\":[]}\n" },
};

START_TEST(row)
{
	struct cell cells[5];
	int count = 0;
	struct buf out = { 0 };
	struct err err = { 0 };

	buf_puts(&out, "before\n");
	for (; count < ROWS(cells) && rows[_i].cells[count].column.name;
	     count++)
		cells[count] = (struct cell){
			&rows[_i].cells[count].column,
			rows[_i].cells[count].text, rows[_i].cells[count].len,
			rows[_i].cells[count].hidden,
		};
	ck_assert_int_eq(json_row(&out, cells, count, &err), 0);
	buf_drop(&out, strlen("before\n"));
	check_text(rows[_i].what, buf_str(&out), rows[_i].line);
	buf_release(&out);
}
END_TEST

static const struct column column = { "A" };

/* Parses the JSON of LINE.  Checks that the value of "A" is the string WANT. */
static void read_back(const char *name, const struct buf *line,
		      const char *want, size_t len)
{
	json_error_t error;
	json_t *object = json_loads(line->data, JSON_REJECT_DUPLICATES |
				    JSON_ALLOW_NUL, &error);
	json_t *value = json_object_get(object, "A");

	ck_assert_msg(object && json_is_string(value), "%s: %s", name,
		      error.text);
	check_bytes(name, json_string_value(value), json_string_length(value),
		    want, len);
	json_decref(object);
}

/* Each run writes a value of 256 characters of Unicode plane 0, 1 or 16.  The
 * row must be one line, and the value must be read back unchanged. */
START_TEST(exact)
{
	unsigned long first = (unsigned long)_i * 256;
	struct buf text = { 0 }, line = { 0 };
	struct cell cell = { .column = &column };
	struct err err = { 0 };
	char name[32];

	if (first >= 0xd800)
		first += 0xe000 - 0xd800;
	if (first >= 0x20000)
		first += 0x100000 - 0x20000;
	for (unsigned long c = first; c < first + 256; c++) {
		if (c >= 0x10000)
			buf_putc(&text, (char)(0xf0 | c >> 18));
		if (c >= 0x800)
			buf_putc(&text, (char)((c >= 0x10000 ? 0x80 : 0xe0) |
					       (c >> 12 & 63)));
		if (c >= 0x80)
			buf_putc(&text, (char)((c >= 0x800 ? 0x80 : 0xc0) |
					       (c >> 6 & 63)));
		buf_putc(&text, (char)(c >= 0x80 ? 0x80 | (c & 63) : c));
	}
	cell.text = text.data;
	cell.len = text.len;
	(void)snprintf(name, sizeof(name), "from U+%04lX on", first);
	ck_assert_int_eq(json_row(&line, &cell, 1, &err), 0);
	ck_assert_msg(strcspn(line.data, "\n") == line.len - 1, "%s", name);
	read_back(name, &line, text.data, text.len);
	buf_release(&text);
	buf_release(&line);
}
END_TEST

START_TEST(long_value)
{
	char *text = check_repeat('x', 100000);
	struct cell cell = { &column, text, 100000 };
	struct buf line = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(json_row(&line, &cell, 1, &err), 0);
	read_back("a long value", &line, text, 100000);
	buf_release(&line);
	free(text);
}
END_TEST

START_TEST(failure)
{
	struct buf out = { .max = 10 };
	struct cell cell = { &column, DATA("0123456789") };
	struct err err = { 0 };

	ck_assert_int_eq(json_row(&out, &cell, 1, &err), -1);
	check_text("words", err.text,
		   "output: over 10 bytes");
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ row, ROWS(rows) },
		{ exact, (0x30000 - 0x800) / 256 },
		{ long_value, 1 },
		{ failure, 1 },
	};

	return check_main("json", cases, ROWS(cases));
}

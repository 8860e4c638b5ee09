/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of json: a row as one line, whose values read back exactly. */
#include "output/json.h"

#include <jansson.h>

#include "check_main.h"

#define DATA(text) text, sizeof(text) - 1
#define CELL(text) { DATA(text) }
#define MENDED "\xEF\xBF\xBD"

static const struct {
	const char *what;
	const char *keys;
	struct cell cells[4];
	size_t count;
	const char *line;
} rows[] = {
	{ "one", "Type", { CELL("IMAGE") }, 1, "{\"Type\":\"IMAGE\"}\n" },
	{ "in the order of the keys", "B C A",
	  { CELL("1"), CELL("2"), CELL("3") }, 3,
	  "{\"B\":\"1\",\"C\":\"2\",\"A\":\"3\"}\n" },
	{ "none", "", { { NULL, 0 } }, 0, "{}\n" },
	{ "empty ones", "A B C", { { NULL, 0 }, CELL(""), { NULL, 7 } }, 3,
	  "{\"A\":null,\"B\":null,\"C\":null}\n" },
	{ "words of JSON are strings", "A B C D",
	  { CELL("true"), CELL("null"), CELL("12"), CELL("{}") }, 4,
	  "{\"A\":\"true\",\"B\":\"null\",\"C\":\"12\",\"D\":\"{}\"}\n" },
	{ "one that text leaves out", "A B",
	  { CELL("1"), { DATA("2"), true } }, 2,
	  "{\"A\":\"1\",\"B\":\"2\"}\n" },
	{ "part of a text", "A", { { "abc", 2 } }, 1, "{\"A\":\"ab\"}\n" },
	{ "fewer cells than keys", "A B", { CELL("1") }, 1,
	  "{\"A\":\"1\"}\n" },
	{ "more cells than keys", "A", { CELL("1"), CELL("2") }, 2,
	  "{\"A\":\"1\"}\n" },
	{ "two spaces", "A  B", { CELL("1"), CELL("2") }, 2,
	  "{\"A\":\"1\",\"B\":\"2\"}\n" },
	{ "a row within", "A", { CELL("x\n{\"A\":\"y\"}\n") }, 1,
	  "{\"A\":\"x\\n{\\\"A\\\":\\\"y\\\"}\\n\"}\n" },
	{ "quotes and backslashes", "A", { CELL("\"\\\\\"/") }, 1,
	  "{\"A\":\"\\\"\\\\\\\\\\\"/\"}\n" },
	{ "control characters", "A", { CELL("\t\r\x1b[31m\x01") }, 1,
	  "{\"A\":\"\\t\\r\\u001B[31m\\u0001\"}\n" },
	{ "NUL", "A", { CELL("a\0b") }, 1, "{\"A\":\"a\\u0000b\"}\n" },
	{ "only NUL", "A", { CELL("\0") }, 1, "{\"A\":\"\\u0000\"}\n" },
	{ "UTF-8", "A", { CELL("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80") }, 1,
	  "{\"A\":\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"}\n" },
	{ "a byte that is none", "A", { CELL("a\xff" "b") }, 1,
	  "{\"A\":\"a" MENDED "b\"}\n" },
	{ "each byte that is none", "A", { CELL("\xc0\xaf\xed\xa0\x80") }, 1,
	  "{\"A\":\"" MENDED MENDED MENDED MENDED MENDED "\"}\n" },
	{ "cut short", "A", { CELL("\xe2\x82") }, 1,
	  "{\"A\":\"" MENDED MENDED "\"}\n" },
	{ "one beyond", "A", { CELL("\xf4\x90\x80\x80") }, 1,
	  "{\"A\":\"" MENDED MENDED MENDED MENDED "\"}\n" },
	{ "the last character", "A", { CELL("\xf4\x8f\xbf\xbf") }, 1,
	  "{\"A\":\"\xf4\x8f\xbf\xbf\"}\n" },
};

START_TEST(row)
{
	struct buf out = {0};
	struct err err = {0};

	buf_puts(&out, "before\n");
	ck_assert_int_eq(json_row(&out, rows[_i].keys, rows[_i].cells,
				  rows[_i].count, &err), 0);
	buf_drop(&out, strlen("before\n"));
	check_text(rows[_i].what, buf_str(&out), rows[_i].line);
	buf_release(&out);
}
END_TEST

/* Reads a line back, by a parser that takes nothing that is not JSON. */
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

/* Every character of the first two planes and the last one, 256 a row, is one
 * line that reads back as it was. */
START_TEST(exact)
{
	unsigned long first = (unsigned long)_i * 256;
	struct buf text = {0}, line = {0};
	struct cell cell = {0};
	struct err err = {0};
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
	ck_assert_int_eq(json_row(&line, "A", &cell, 1, &err), 0);
	ck_assert_msg(strcspn(line.data, "\n") == line.len - 1, "%s", name);
	read_back(name, &line, text.data, text.len);
	buf_release(&text);
	buf_release(&line);
}
END_TEST

START_TEST(long_value)
{
	char *text = check_repeat('x', 100000);
	struct cell cell = { text, 100000 };
	struct buf line = {0};
	struct err err = {0};

	ck_assert_int_eq(json_row(&line, "A", &cell, 1, &err), 0);
	read_back("long", &line, text, 100000);
	buf_release(&line);
	free(text);
}
END_TEST

START_TEST(failure)
{
	struct buf out = { .max = 10 };
	struct cell cell = CELL("0123456789");
	struct err err = {0};

	ck_assert_int_eq(json_row(&out, "A", &cell, 1, &err), -1);
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

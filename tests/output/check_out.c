/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of out: escapes, columns, formats, and failures to write. */
#include "output/escape.h"
#include "output/out.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "check_main.h"

static const char *escaped(struct buf *out, const char *text, size_t len)
{
	buf_clear(out);
	escape_text(out, text, len);
	return buf_str(out);
}

/* Each run tests one byte below 0x80. */
START_TEST(ascii)
{
	struct buf out = { 0 };
	char byte = (char)_i, want[8] = { byte };

	if (_i == '\t')
		memcpy(want, "\\t", 3);
	else if (_i == '\n')
		memcpy(want, "\\n", 3);
	else if (_i == '\r')
		memcpy(want, "\\r", 3);
	else if (_i < 0x20 || _i == 0x7f)
		(void)snprintf(want, sizeof(want), "\\x%02X", _i);
	check_text("byte", escaped(&out, &byte, 1), want);
	buf_release(&out);
}
END_TEST

/* U+0080 to U+009F are control characters, and U+00A0 to U+00FF are text. */
START_TEST(two_bytes)
{
	struct buf out = { 0 };
	int code = 0x80 + _i;
	char text[] = { (char)(0xc0 | code >> 6), (char)(0x80 | (code & 63)),
			'\0' };
	char want[16];

	if (code < 0xa0)
		(void)snprintf(want, sizeof(want), "\\x%02X\\x%02X",
			       (unsigned char)text[0], (unsigned char)text[1]);
	else
		(void)snprintf(want, sizeof(want), "%s", text);
	check_text("character", escaped(&out, text, 2), want);
	buf_release(&out);
}
END_TEST

/* No byte from 0x80 on is a UTF-8 character by itself. */
START_TEST(single_bytes)
{
	struct buf out = { 0 };
	char text[] = { 'a', (char)(0x80 + _i), 'b' };
	char want[16];

	(void)snprintf(want, sizeof(want), "a\\x%02Xb", 0x80u + (unsigned)_i);
	check_text("byte", escaped(&out, text, 3), want);
	buf_release(&out);
}
END_TEST

#define DATA(text) text, sizeof(text) - 1

static const struct column a = { "A" }, b = { "B" }, d = { "D" }, e = { "E" },
			   f = { "F" }, list = { "L", .kind = COLUMN_LIST },
			   hidden = { "C", .hidden = true },
			   key_lines = { "K", .kind = COLUMN_LINES };

static const struct {
	const char *what;
	const char *text;
	size_t len;
	const char *shown;
} escapes[] = {
	{ "an empty text", DATA(""), "" },
	{ "an id", DATA("ami-1a2b3c4d"), "ami-1a2b3c4d" },
	{ "a backslash is not escaped", DATA("a\\tb\\"), "a\\tb\\" },
	{ "a tab and a newline", DATA("a\tb\nc"), "a\\tb\\nc" },
	{ "an escape sequence for a color", DATA("\x1b[31mred\x1b[0m"),
	  "\\x1B[31mred\\x1B[0m" },
	{ "an escape sequence for a title", DATA("\x1b]0;x\x07"),
	  "\\x1B]0;x\\x07" },
	{ "a NUL", DATA("a\0b"), "a\\x00b" },
	{ "newlines at both ends", DATA("\na\n"), "\\na\\n" },
	{ "control characters in a row", DATA("\r\n\t\x01\x7f"),
	  "\\r\\n\\t\\x01\\x7F" },
	{ "the control character CSI in UTF-8", DATA("\xc2\x9b""31m"),
	  "\\xC2\\x9B31m" },
	{ "the control character NEL in UTF-8", DATA("a\xc2\x85""b"),
	  "a\\xC2\\x85b" },
	{ "the control character CSI in one byte", DATA("\x9b""31m"),
	  "\\x9B31m" },
	{ "a no-break space", DATA("a\xc2\xa0""b"), "a\xc2\xa0""b" },
	{ "a character of two bytes", DATA("caf\xc3\xa9"), "caf\xc3\xa9" },
	{ "a character of three bytes", DATA("\xe2\x82\xac"), "\xe2\x82\xac" },
	{ "a character of four bytes", DATA("\xf0\x9f\x98\x80"),
	  "\xf0\x9f\x98\x80" },
	{ "U+10FFFF, the last character", DATA("\xf4\x8f\xbf\xbf"),
	  "\xf4\x8f\xbf\xbf" },
	{ "U+110000, beyond the last character", DATA("\xf4\x90\x80\x80"),
	  "\\xF4\\x90\\x80\\x80" },
	{ "an overlong slash", DATA("\xc0\xaf"), "\\xC0\\xAF" },
	{ "an overlong control character", DATA("\xc0\x9b"), "\\xC0\\x9B" },
	{ "an overlong control character of three bytes", DATA("\xe0\x80\x9b"),
	  "\\xE0\\x80\\x9B" },
	{ "a surrogate", DATA("\xed\xa0\x80"), "\\xED\\xA0\\x80" },
	{ "a truncated character", DATA("a\xe2\x82"), "a\\xE2\\x82" },
	{ "a truncated character before text", DATA("\xe2\x82""a"),
	  "\\xE2\\x82a" },
	{ "a truncated character before a character", DATA("\xe2\x82\xc3\xa9"),
	  "\\xE2\\x82\xc3\xa9" },
	{ "invalid bytes within text", DATA("a\xff\xc3\xa9\xfe""b"),
	  "a\\xFF\xc3\xa9\\xFE""b" },
};

START_TEST(escape)
{
	struct buf out = { 0 };

	check_text(escapes[_i].what,
		   escaped(&out, escapes[_i].text, escapes[_i].len),
		   escapes[_i].shown);
	buf_release(&out);
}
END_TEST

static const struct {
	const char *what;
	bool show_empty;
	struct cell cells[4];
	size_t count;
	const char *row;
} rows[] = {
	{ "one column", false, { { &a, DATA("a") } }, 1, "a\n" },
	{ "three columns", false, { { &a, DATA("a") }, { &a, DATA("b") }, { &a,
	  DATA("c") } }, 3, "a\tb\tc\n" },
	{ "a row without cells", false, { { &a, NULL, 0 } }, 0, "\n" },
	{ "an empty cell between others", false, { { &a, DATA("a") }, { &a,
	  NULL, 0 }, { &a, DATA("c") } }, 3, "a\t\tc\n" },
	{ "an empty text", false, { { &a, DATA("a") }, { &a, DATA("") } }, 2,
	  "a\t\n" },
	{ "empty cells at both ends", false,
	  { { &a, NULL, 0 }, { &a, DATA("b") }, { &a, NULL, 0 } }, 3,
	  "\tb\t\n" },
	{ "empty cells shown", true, { { &a, NULL, 0 }, { &a, DATA("b") }, { &a,
	  DATA("") } }, 3, "(nil)\tb\t(nil)\n" },
	{ "a cell with a length and no text", true, { { &a, NULL, 5 } }, 1,
	  "(nil)\n" },
	{ "a cell with part of a text", false, { { &a, "abc", 2 } }, 1,
	  "ab\n" },
	{ "a value that looks like two rows", false, { { &a,
	  DATA("a\nIMAGE\tx") }, { &a, DATA("b") } }, 2, "a\\nIMAGE\\tx\tb\n" },
	{ "a list", false, { { &list, DATA("x\0y\n\0") }, { &a, DATA("c") } },
	  2, "x,y\\n\tc\n" },
	{ "an empty list", true, { { &list, NULL, 0 } }, 1, "(nil)\n" },
	{ "cells that text output omits", false,
	  { { &hidden, DATA("c"), true }, { &a, DATA("a") },
	    { &hidden, DATA("c"), true } }, 3, "a\n" },
	{ "the text (nil) in a cell", false, { { &a, DATA("(nil)") } }, 1,
	  "(nil)\n" },
	{ "a cell of several lines", false,
	  { { &a, DATA("a") }, { &key_lines, DATA("BEGIN\nx\ty\nEND\n") } }, 2,
	  "a\nBEGIN\nx\\ty\nEND\n" },
	{ "lines without a newline at the end", false,
	  { { &key_lines, DATA("BEGIN\nEND") } }, 1, "BEGIN\nEND\n" },
	{ "an empty cell of several lines", true,
	  { { &a, DATA("a") }, { &key_lines, NULL, 0 } }, 2, "a\t(nil)\n" },
};

START_TEST(row)
{
	struct err err = { 0 };
	char got[256];
	int fd[2];
	struct out o = { .show_empty = rows[_i].show_empty };
	ssize_t n;

	ck_assert_int_eq(pipe(fd), 0);
	o.fd = fd[1];
	ck_assert_int_eq(out_row(&o, "A", rows[_i].cells,
				 rows[_i].count, &err), 0);
	ck_assert_int_eq(out_row(&o, "A", rows[_i].cells, 0, &err), 0);
	ck_assert_int_eq(out_flush(&o, &err), 0);
	ck_assert_int_eq(out_flush(&o, &err), 0);
	(void)close(fd[1]);
	n = read(fd[0], got, sizeof(got) - 1);
	ck_assert_int_gt(n, 0);
	got[n - 1] = '\0';
	check_text(rows[_i].what, got, rows[_i].row);
	ck_assert_uint_eq(o.pending.len, 0);
	out_release(&o);
	out_release(&o);
	(void)close(fd[0]);
}
END_TEST

static const struct {
	const char *headings, *line;
} headings[] = {
	{ "Type", "Type\n" },
	{ "Attribute ImageID ItemType", "Attribute\tImageID\tItemType\n" },
};

START_TEST(heading)
{
	struct out o = { .fd = -1 };
	struct err err = { 0 };

	ck_assert_int_eq(out_headings(&o, headings[_i].headings, &err), 0);
	check_text("headings", buf_str(&o.pending), headings[_i].line);
	out_release(&o);
}
END_TEST

/* out_row writes rows before a flush, so that memory use stays small. */
START_TEST(written_in_time)
{
	FILE *file = tmpfile();
	struct out o = { .fd = fileno(file) };
	struct cell cells[] = { { &a, DATA("0123456789") },
				{ &b, DATA("x") } };
	struct err err = { 0 };
	char line[64];
	size_t n = 0;

	for (int i = 0; i < 100000; i++)
		ck_assert_int_eq(out_row(&o, "A B", cells, 2, &err), 0);
	ck_assert_uint_lt(o.pending.cap, 256 * 1024);
	ck_assert_int_gt(lseek(o.fd, 0, SEEK_END), 1200000);
	ck_assert_int_eq(out_flush(&o, &err), 0);
	rewind(file);
	for (; fgets(line, sizeof(line), file); n++)
		check_text("line", line, "0123456789\tx\n");
	ck_assert_uint_eq(n, 100000);
	out_release(&o);
	(void)fclose(file);
}
END_TEST

static const struct {
	const char *what;
	const char *path;	/* file to open, NULL for a pipe without a
				 * reader, or "" for a closed descriptor */
	int mode;
	int number;		/* the errno of a failed write */
	bool gone;
} broken[] = {
	{ "a full disk", "/dev/full", O_WRONLY, ENOSPC, false },
	{ "a closed pipe", NULL, 0, EPIPE, true },
	{ "a closed descriptor", "", 0, EBADF, false },
	{ "a descriptor for reading only", "/dev/null", O_RDONLY, EBADF,
	  false },
};

static int open_broken(int i)
{
	int fd[2];

	if (!broken[i].path) {
		ck_assert_int_eq(pipe(fd), 0);
		(void)close(fd[0]);
		return fd[1];
	}
	if (!*broken[i].path)
		return 999;
	return open(broken[i].path, broken[i].mode);
}

START_TEST(failure)
{
	struct out o = { .fd = open_broken(_i) };
	struct cell cell = { &a, DATA("a") };
	struct err err = { 0 };
	char words[256];

	(void)signal(SIGPIPE, SIG_IGN);
	(void)snprintf(words, sizeof(words), "standard output: %s",
		       strerror(broken[_i].number));
	ck_assert_int_eq(out_flush(&o, &err), 0);
	ck_assert_int_eq(out_row(&o, "A", &cell, 1, &err), 0);
	ck_assert_msg(out_flush(&o, &err) == -1, "%s", broken[_i].what);
	check_text(broken[_i].what, err.text, words);
	ck_assert_msg(o.gone == broken[_i].gone, "%s: gone", broken[_i].what);
	/* A later flush does not try to write the same bytes again. */
	ck_assert_int_eq(out_flush(&o, &err), 0);
	ck_assert_msg(o.gone == broken[_i].gone, "%s: gone later",
		      broken[_i].what);
	out_release(&o);
	(void)close(o.fd);
}
END_TEST

/* out_row fails when the buffer is full and cannot be written. */
START_TEST(failure_at_a_row)
{
	struct out o = { .fd = open_broken(_i) };
	struct cell cell = { &a, DATA("0123456789") };
	struct err err = { 0 };
	int i = 0;

	(void)signal(SIGPIPE, SIG_IGN);
	while (i < 100000 && out_row(&o, "A", &cell, 1, &err) == 0)
		i++;
	ck_assert_msg(i > 100 && i < 100000, "%s: %d", broken[_i].what, i);
	ck_assert_msg(o.gone == broken[_i].gone, "%s", broken[_i].what);
	out_release(&o);
	(void)close(o.fd);
}
END_TEST

#define CELL(column, text) { &(column), DATA(text) }
#define NONE(column) { &(column), NULL, 0 }
#define HIDDEN_CELL { &hidden, DATA("+"), true }

/* `printed` is the output for the rows in START_TEST(format). */
static const struct {
	const char *what;
	enum out_format format;
	bool show_empty;
	const char *printed;
	struct out_choice choice;
} formats[] = {
	{ "rows as text", OUT_TEXT, false,
	  "H\tI\n"
	  "a\tx\\ty\\n\\x1B[31m\n"
	  "\xc3\xa9\xc2\xa0\xf0\x9f\x98\x80\\x9B\t\n"
	  "t\tlong\t\n"
	  "b\tc\n" },
	{ "rows as text, empty cells shown", OUT_TEXT, true, "H\tI\n"
	  "a\tx\\ty\\n\\x1B[31m\n"
	  "\xc3\xa9\xc2\xa0\xf0\x9f\x98\x80\\x9B\t(nil)\n"
	  "t\tlong\t(nil)\n"
	  "b\tc\n" },
	{ "rows as a table", OUT_TABLE, false,
	  "A         B               C\n"
	  "--------  --------------  -\n"
	  "a         x\\ty\\n\\x1B[31m  +\n"
	  "\xc3\xa9\xc2\xa0\xf0\x9f\x98\x80\\x9B                  +\n"
	  "b         c               +\n"
	  "\n"
	  "D  E\n"
	  "-  ----\n"
	  "t  long\n" },
	{ "rows as a table, empty cells shown", OUT_TABLE, true,
	  "A         B               C\n"
	  "--------  --------------  -\n"
	  "a         x\\ty\\n\\x1B[31m  +\n"
	  "\xc3\xa9\xc2\xa0\xf0\x9f\x98\x80\\x9B  (nil)           +\n"
	  "b         c               +\n"
	  "\n"
	  "D  E     F\n"
	  "-  ----  -----\n"
	  "t  long  (nil)\n" },
	{ "rows as JSON", OUT_JSON, false,
	  "{\"A\":\"a\",\"B\":\"x\\ty\\n\\u001B[31m\",\"C\":\"+\"}\n"
	  "{\"A\":\"\xc3\xa9\xc2\xa0\xf0\x9f\x98\x80\xEF\xBF\xBD\","
	  "\"B\":null,\"C\":\"+\"}\n"
	  "{\"D\":\"t\",\"E\":\"long\",\"F\":null}\n"
	  "{\"A\":\"b\",\"B\":\"c\",\"C\":\"+\"}\n" },
	{ "rows as JSON, empty cells shown", OUT_JSON, true,
	  "{\"A\":\"a\",\"B\":\"x\\ty\\n\\u001B[31m\",\"C\":\"+\"}\n"
	  "{\"A\":\"\xc3\xa9\xc2\xa0\xf0\x9f\x98\x80\xEF\xBF\xBD\","
	  "\"B\":null,\"C\":\"+\"}\n"
	  "{\"D\":\"t\",\"E\":\"long\",\"F\":null}\n"
	  "{\"A\":\"b\",\"B\":\"c\",\"C\":\"+\"}\n" },
	{ "rows of one type", OUT_TEXT, false, "H\tI\nt\tlong\t\n",
	  { .types = (const char *const[]){ "U" }, .types_count = 1 } },
	{ "chosen columns", OUT_TEXT, false,
	  "H\tI\n+\ta\t\n+\t\xc3\xa9\xc2\xa0\xf0\x9f\x98\x80\\x9B\t\n"
	  "\t\tlong\n+\tb\t\n",
	  { .columns = (const struct column *const[]){ &hidden, &a, &e },
	    .columns_count = 3 } },
	{ "chosen columns in JSON", OUT_JSON, false,
	  "{\"E\":\"long\",\"A\":null}\n",
	  { .columns = (const struct column *const[]){ &e, &a },
	    .columns_count = 2,
	    .types = (const char *const[]){ "U" }, .types_count = 1 } },
	{ "rows as csv", OUT_CSV, false, "D,F,E\r\nt,,long\r\n",
	  { .columns = (const struct column *const[]){ &d, &f, &e },
	    .columns_count = 3,
	    .types = (const char *const[]){ "U" }, .types_count = 1 } },
	{ "csv of a type without rows", OUT_CSV, false, "D\r\n",
	  { .columns = (const struct column *const[]){ &d },
	    .columns_count = 1,
	    .types = (const char *const[]){ "V" }, .types_count = 1 } },
};

static void read_all(FILE *file, struct buf *out)
{
	int c;

	rewind(file);
	while ((c = getc(file)) != EOF)
		buf_putc(out, (char)c);
	(void)fclose(file);
}

START_TEST(format)
{
	static const struct {
		const char *type;
		struct cell cells[3];
	} printed[] = {
		{ "T", { CELL(a, "a"), CELL(b, "x\ty\n\x1b[31m"),
		  HIDDEN_CELL } },
		{ "T", { CELL(a, "\xc3\xa9\xc2\xa0\xf0\x9f\x98\x80\x9b"),
			 NONE(b), HIDDEN_CELL } },
		{ "U", { CELL(d, "t"), CELL(e, "long"), NONE(f) } },
		{ "T", { CELL(a, "b"), CELL(b, "c"), HIDDEN_CELL } },
	};
	FILE *file = tmpfile();
	struct out o = { .fd = fileno(file), .format = formats[_i].format,
			 .show_empty = formats[_i].show_empty,
			 .choice = &formats[_i].choice };
	struct err err = { 0 };
	struct buf got = { 0 };

	ck_assert_int_eq(out_headings(&o, "H I", &err), 0);
	for (int i = 0; i < ROWS(printed); i++)
		ck_assert_int_eq(out_row(&o, printed[i].type,
					 printed[i].cells, 3, &err), 0);
	ck_assert_int_eq(out_end(&o, &err), 0);
	ck_assert_int_eq(out_end(&o, &err), 0);
	read_all(file, &got);
	check_text(formats[_i].what, buf_str(&got), formats[_i].printed);
	out_release(&o);
	buf_release(&got);
}
END_TEST

/* The ids that a row inherits from the rows above it are the first columns of a
 * table, unless the user chooses columns. */
START_TEST(chosen_order)
{
	const struct column *const columns[] = { &b, &a };
	const struct out_choice choice = { .columns = columns,
					   .columns_count = _i ? 2 : 0 };
	const struct cell cells[] = {
		CELL(b, "1"),
		{ &a, DATA("2"), .hidden = true, .inherited = true },
	};
	struct out o = { .fd = -1, .format = OUT_TABLE, .choice = &choice };
	struct err err = { 0 };

	ck_assert_int_eq(out_row(&o, "T", cells, 2, &err), 0);
	ck_assert_int_eq(table_end(&o.table, &o.pending, &err), 0);
	check_text("order", buf_str(&o.pending),
		   _i ? "B  A\n-  -\n1  2\n" : "A  B\n-  -\n2  1\n");
	out_release(&o);
}
END_TEST

/* Without rows, csv prints only its heading line, and the other formats print
 * nothing. */
START_TEST(no_rows)
{
	FILE *file = tmpfile();
	const struct column *const columns[] = { &a };
	const struct out_choice choice = { .columns = columns,
					   .columns_count = 1 };
	struct out o = { .fd = fileno(file), .format = (enum out_format)_i,
			 .choice = &choice };
	struct err err = { 0 };
	struct buf got = { 0 };

	ck_assert_int_eq(out_end(&o, &err), 0);
	read_all(file, &got);
	check_text("nothing", buf_str(&got), _i == OUT_CSV ? "A\r\n" : "");
	buf_release(&got);
	out_release(&o);
}
END_TEST

/* The row has the largest allowed number of cells.  Its values have 0 bytes, 1
 * byte, 2 bytes, and so on. */
START_TEST(widest)
{
	static char names[OUT_CELLS_MAX][8];
	struct column columns[OUT_CELLS_MAX];
	struct out o = { .fd = -1, .format = (enum out_format)_i,
			 .headed = true };
	struct cell cells[OUT_CELLS_MAX];
	char *text = check_repeat('\x1b', 1000);
	struct err err = { 0 };
	size_t found = 0;

	for (int i = 0; i < OUT_CELLS_MAX; i++) {
		(void)snprintf(names[i], sizeof(names[i]), "H%d", i);
		columns[i] = (struct column){ names[i] };
		cells[i] = (struct cell){ &columns[i], text, (size_t)i };
	}
	ck_assert_int_eq(out_row(&o, "T", cells, OUT_CELLS_MAX, &err), 0);
	/* A table keeps its rows until it knows the widths of the columns. */
	if (o.format == OUT_TABLE)
		ck_assert_int_eq(table_end(&o.table, &o.pending, &err), 0);
	for (size_t i = 0; i < o.pending.len; i++) {
		ck_assert_int_ne(o.pending.data[i], '\x1b');
		found += o.pending.data[i] == '\\';
	}
	ck_assert_uint_eq(found, OUT_CELLS_MAX * (OUT_CELLS_MAX - 1) / 2);
	out_release(&o);
	free(text);
}
END_TEST

static const struct {
	const char *what;
	bool raw;
	const char *text;
	size_t len;
	const char *shown;
} documents[] = {
	{ "tabs and line ends are kept", false, DATA("a\tb\nc\r\nd\n"),
	  "a\tb\nc\r\nd\n" },
	{ "an empty document", false, DATA(""), "" },
	{ "only line ends", false, DATA("\n\r\n\n"), "\n\r\n\n" },
	{ "a carriage return alone", false, DATA("a\rb\r"), "a\\rb\\r" },
	{ "two carriage returns before a line feed", false, DATA("\r\r\n"),
	  "\\r\r\n" },
	{ "an escape sequence for a color", false, DATA("\x1b[1mboot\x1b[0m\n"),
	  "\\x1B[1mboot\\x1B[0m\n" },
	{ "invalid UTF-8", false, DATA("\xc3\xa9\xff\n\x9b\xc2\x85\0"),
	  "\xc3\xa9\\xFF\n\\x9B\\xC2\\x85\\x00" },
	{ "a character that a line feed interrupts", false,
	  DATA("\xe2\x82\n\xac"), "\\xE2\\x82\n\\xAC" },
	{ "a raw document", true, DATA("\x1b[1m\xff\r\x07\n"),
	  "\x1b[1m\xff\r\x07\n" },
};

/* A document is printed without headings, without (nil) for empty cells, and
 * without hidden cells. */
START_TEST(document)
{
	struct out o = { .fd = -1, .document = true, .show_empty = true,
			 .raw = documents[_i].raw };
	const struct cell cells[] = {
		{ &a, DATA("i-1") }, { &hidden, DATA("x"), true },
		{ &b, NULL, 0 },
		{ &d, documents[_i].text, documents[_i].len },
	};
	struct err err = { 0 };
	char want[128];

	(void)snprintf(want, sizeof(want), "i-1\n\n%s\n", documents[_i].shown);
	ck_assert_int_eq(out_headings(&o, "A B", &err), 0);
	ck_assert_int_eq(out_row(&o, NULL, cells, 4, &err), 0);
	check_text(documents[_i].what, buf_str(&o.pending), want);
	out_release(&o);
}
END_TEST

/* A short table keeps its rows until out_end, so out_end reports the
 * failure. */
START_TEST(failure_at_the_end)
{
	struct out o = { .fd = open_broken(_i), .format = OUT_TABLE };
	struct cell cell = { &a, DATA("a") };
	struct err err = { 0 };

	(void)signal(SIGPIPE, SIG_IGN);
	ck_assert_int_eq(out_row(&o, "A", &cell, 1, &err), 0);
	ck_assert_int_eq(out_flush(&o, &err), 0);
	ck_assert_msg(out_end(&o, &err) == -1, "%s", broken[_i].what);
	ck_assert_msg(strncmp(err.text, "standard output: ", 17) == 0, "%s",
		      err.text);
	ck_assert_msg(o.gone == broken[_i].gone, "%s", broken[_i].what);
	out_release(&o);
	(void)close(o.fd);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ ascii, 0x80 },
		{ two_bytes, 0x100 - 0x80 },
		{ single_bytes, 0x80 },
		{ escape, ROWS(escapes) },
		{ row, ROWS(rows) },
		{ heading, ROWS(headings) },
		{ written_in_time, 1 },
		{ failure, ROWS(broken) },
		{ failure_at_a_row, ROWS(broken) },
		{ format, ROWS(formats) },
		{ chosen_order, 2 },
		{ no_rows, 4 },
		{ widest, 4 },
		{ document, ROWS(documents) },
		{ failure_at_the_end, ROWS(broken) },
	};

	return check_main("out", cases, ROWS(cases));
}

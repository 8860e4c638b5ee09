/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of head: which parts of a reply's head are kept, and which heads are
 * refused. */
#include "http/head.h"

#include "check_main.h"

#define OK "HTTP/1.1 200 OK\r\n"
#define LONG_TYPE "application/x-a-name-that-goes-on-and-on-for-more-than-" \
	"sixty-four-bytes"

static const struct {
	const char *what;
	const char *lines[8];
	const char *date, *type, *encoding;
	bool ended;
} heads[] = {
	{ "no lines", { NULL }, "", "", "", false },
	{ "no headers", { OK, "\r\n" }, "", "", "", true },
	{ "all headers that are kept",
	  { OK, "Date: today\r\n", "Content-Type: text/x\r\n",
	    "Content-Encoding: gzip\r\n", "\r\n" },
	  "today", "text/x", "gzip", true },
	{ "headers in lower case",
	  { OK, "date:today\r\n", "content-type:\ttext/x\r\n" },
	  "today", "text/x", "", false },
	{ "lines that end in LF only", { OK, "Date: today\n", "\n" }, "today",
	  "", "", true },
	{ "the last of two dates is kept", { OK, "Date: a\r\n", "Date: b\r\n" },
	  "b", "", "", false },
	{ "empty headers", { OK, "Date:\r\n", "Content-Type: \r\n" }, "", "",
	  "", false },
	{ "headers with similar names", { OK, "X-Date: a\r\n", "Dates: b\r\n",
	  "Date\r\n",
			   "Date : c\r\n", " Date: d\r\n" }, "", "", "",
	  false },
	{ "a long value is truncated", { OK,
	  "Content-Type: " LONG_TYPE "\r\n" }, "",
	  "application/x-a-name-that-goes-on-and-on-for-more-than-sixty-fo",
	  "", false },
	{ "a space at the end of a value is kept",
	  { OK, "Content-Type: a; b=c \r\n" }, "", "a; b=c ", "", false },
	{ "an interim reply", { "HTTP/1.1 100 Continue\r\n", "Date: a\r\n",
				"\r\n", OK, "Content-Type: b\r\n", "\r\n" },
	  "", "b", "", true },
	{ "a second head without its end", { OK, "Date: a\r\n", "\r\n", OK },
	  "", "", "", false },
	{ "trailers are ignored", { OK, "Date: a\r\n", "\r\n",
				       "Date: b\r\n", "\r\n" }, "a", "", "",
	  true },
	{ "a reply of HTTP/1.0", { "HTTP/1.0 404\r\n", "Date: a\r\n" }, "a", "",
	  "", false },
};

START_TEST(kept)
{
	const char *what = heads[_i].what;
	struct head h = { .bytes = 7, .ended = true, .date = "x" };
	struct err err = { 0 };
	size_t bytes = 0;

	head_begin(&h);
	for (size_t i = 0; heads[_i].lines[i]; i++) {
		const char *line = heads[_i].lines[i];

		ck_assert_msg(head_line(&h, line, strlen(line), &err) == 0,
			      "%s: %s", what, err.text);
		bytes += strlen(line);
	}
	check_text(what, h.date, heads[_i].date);
	check_text(what, h.type, heads[_i].type);
	check_text(what, h.encoding, heads[_i].encoding);
	ck_assert_msg(h.ended == heads[_i].ended, "%s", what);
	ck_assert_msg(h.bytes == bytes, "%s: %zu", what, h.bytes);
}
END_TEST

static const struct {
	const char *line, *shown;
} bad[] = {
	{ "HTTP/2 200\r\n", "HTTP/2 200" },
	{ "HTTP/1.2 200 OK\r\n", "HTTP/1.2 200 OK" },
	{ "HTTP/1.1\r\n", "HTTP/1.1" },
	{ "HTTP/1.1 20\r\n", "HTTP/1.1 20" },
	{ "HTTP/1.1 2000 OK\r\n", "HTTP/1.1 2000 OK" },
	{ "HTTP/1.1 -20 OK\r\n", "HTTP/1.1 -20 OK" },
	{ "HTTP/1.1  200 OK\r\n", "HTTP/1.1  200 OK" },
	{ "http/1.1 200 OK\r\n", "http/1.1 200 OK" },
	{ "HTTP/", "HTTP/" },
	{ "HTTP/1.x and more than is shown of it, since it is long\r\n",
	  "HTTP/1.x and more than is shown of it, s" },
};

/* Copies the line to memory of its exact length, so that a sanitizer notices a
 * read past the end. */
START_TEST(refused)
{
	size_t len = strlen(bad[_i].line);
	char *line = malloc(len), want[128];
	struct head h;
	struct err err = { 0 };

	ck_assert_ptr_nonnull(line);
	memcpy(line, bad[_i].line, len);
	(void)snprintf(want, sizeof(want), "reply: not a status line of "
		       "HTTP/1.1: %s", bad[_i].shown);
	head_begin(&h);
	ck_assert_int_ne(head_line(&h, line, len, &err), 0);
	check_text(bad[_i].line, err.text, want);
	ck_assert_int_eq(err.kind, ERR_FAILED);
	free(line);
}
END_TEST

/* The total size of the header lines is limited, whether there is one long line
 * or many lines.  head_begin resets the total. */
START_TEST(bound)
{
	static const size_t lengths[] = { HEAD_MAX, 64, 1000 };
	size_t len = lengths[_i], sum = 0;
	char *line = check_repeat('x', len);
	struct head h;
	struct err err = { 0 };

	head_begin(&h);
	while (sum + len <= HEAD_MAX) {
		ck_assert_int_eq(head_line(&h, line, len, &err), 0);
		sum += len;
	}
	ck_assert_int_ne(head_line(&h, line, len, &err), 0);
	check_text("words", err.text, "reply: more than 256 KiB of headers");
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	head_begin(&h);
	ck_assert_int_eq(head_line(&h, line, len, &err), 0);
	free(line);
}
END_TEST

/* The number of header lines is limited too. */
START_TEST(line_bound)
{
	struct head h;
	struct err err = { 0 };

	head_begin(&h);
	for (int i = 0; i < HEAD_LINES_MAX; i++)
		ck_assert_int_eq(head_line(&h, "a\r\n", 3, &err), 0);
	ck_assert_int_ne(head_line(&h, "a\r\n", 3, &err), 0);
	check_text("words", err.text, "reply: more than 4096 lines of headers");
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ kept, ROWS(heads) },
		{ refused, ROWS(bad) },
		{ bound, 3 },
		{ line_bound, 1 },
	};

	return check_main("head", cases, ROWS(cases));
}

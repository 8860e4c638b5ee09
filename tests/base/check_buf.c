/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of buf: growth, the limit, lasting failures, and the wiping of
 * secrets. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/*
 * A test cannot see whether memory was wiped before it was freed.  So this file
 * includes buf.c, with a free that looks at the memory first.  The linker then
 * leaves out the library's own buf.
 */
static void spy_free(void *data);
#define free spy_free
#include "base/buf.c"
#undef free

#include "check_main.h"

static struct {
	const char *data;	/* the block to look at when it is freed */
	size_t size;
	int seen;		/* how often the block was freed */
	int dirty;		/* number of its bytes that were not zero */
} spy;

static void spy_free(void *data)
{
	if (data && data == spy.data) {
		spy.seen++;
		for (size_t i = 0; i < spy.size; i++)
			spy.dirty += spy.data[i] != '\0';
	}
	free(data);
}

static void watch(const struct buf *b)
{
	spy.data = b->data;
	spy.size = b->cap;
	spy.seen = spy.dirty = 0;
}

static const struct {
	const char *name;
	size_t piece, pieces;
} growths[] = {
	{ "one byte at a time", 1, 5000 },
	{ "one byte less than the first capacity", 63, 1 },
	{ "exactly the first capacity", 64, 1 },
	{ "one byte more than the first capacity", 65, 1 },
	{ "7 bytes at a time", 7, 999 },
	{ "64 bytes at a time", 64, 64 },
	{ "a million bytes at a time", 1000000, 2 },
	{ "0 bytes", 0, 3 },
};

START_TEST(growth)
{
	struct buf plain = { 0 }, secret = { .secret = true };
	size_t piece = growths[_i].piece, total = piece * growths[_i].pieces;
	char *want = malloc(total + 1);
	struct err err = { 0 };

	ck_assert_ptr_nonnull(want);
	for (size_t i = 0; i < total; i++)
		want[i] = (char)(i * 31 >> 3);
	for (size_t i = 0; i < growths[_i].pieces; i++) {
		buf_append(&plain, want + i * piece, piece);
		buf_append(&secret, want + i * piece, piece);
		ck_assert_msg(buf_str(&plain)[plain.len] == '\0',
			      "%s: no NUL after the text", growths[_i].name);
	}
	check_bytes(growths[_i].name, plain.data, plain.len, want, total);
	check_bytes(growths[_i].name, secret.data, secret.len, want, total);
	ck_assert_int_eq(secret.data[total], '\0');
	ck_assert_int_eq(buf_check(&plain, "x", &err), 0);
	ck_assert_int_eq(buf_check(&secret, "x", &err), 0);
	buf_release(&plain);
	buf_release(&secret);
	free(want);
}
END_TEST

/* Appends two pieces to a buffer with the limit MAX.  LEN and `failed` are the
 * state of the buffer afterwards. */
static const struct {
	const char *name;
	size_t max, first, second;
	size_t len;
	bool failed;
} bounds[] = {
	{ "one byte below the limit", 10, 4, 5, 9, false },
	{ "exactly the limit", 10, 4, 6, 10, false },
	{ "one byte over the limit", 10, 4, 7, 4, true },
	{ "full, then 0 bytes", 10, 10, 0, 10, false },
	{ "full, then 1 byte", 10, 10, 1, 10, true },
	{ "the first piece is over the limit", 10, 11, 0, 0, true },
	{ "the error remains after a piece that fits", 10, 11, 1, 0, true },
	{ "a limit of one byte", 1, 1, 0, 1, false },
	{ "growth up to the limit", 100, 64, 36, 100, false },
	{ "growth over the limit", 100, 64, 37, 64, true },
};

static void put_append(struct buf *b, const char *text)
{
	buf_append(b, text, strlen(text));
}

static void put_printf(struct buf *b, const char *text)
{
	buf_printf(b, "%s", text);
}

/* All functions that append more than one byte respect the limit. */
START_TEST(bound)
{
	void (*const puts[])(struct buf *b, const char *text) = {
		put_append, buf_puts, put_printf,
	};
	char *first = check_repeat('x', bounds[_i].first);
	char *second = check_repeat('x', bounds[_i].second);

	for (int i = 0; i < ROWS(puts); i++) {
		struct buf b = { .max = bounds[_i].max };
		struct err err = { 0 };
		int rc;

		puts[i](&b, first);
		puts[i](&b, second);
		rc = buf_check(&b, "request body", &err);
		ck_assert_msg(rc == (bounds[_i].failed ? -1 : 0),
			      "%s, function %d: %d", bounds[_i].name, i, rc);
		ck_assert_msg(b.len == bounds[_i].len, "%s, function %d: %zu",
			      bounds[_i].name, i, b.len);
		ck_assert_msg(strspn(buf_str(&b), "x") == b.len,
			      "%s, function %d: content", bounds[_i].name, i);
		buf_release(&b);
	}
	free(first);
	free(second);
}
END_TEST

START_TEST(bound_of_single_bytes)
{
	struct buf b = { .max = 10 };
	struct err err = { 0 };

	for (int i = 0; i < 10; i++)
		buf_putc(&b, 'x');
	ck_assert_int_eq(buf_check(&b, "x", &err), 0);
	buf_putc(&b, 'y');
	ck_assert_int_eq(buf_check(&b, "x", &err), -1);
	check_text("full", buf_str(&b), "xxxxxxxxxx");
	buf_release(&b);
}
END_TEST

/* Lengths that are too large for a buffer that already holds 5 bytes.  With the
 * first three lengths, the sum wraps around. */
static const size_t huge[] = {
	SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 4, SIZE_MAX - 5, SIZE_MAX / 2,
	(size_t)BUF_MAX + 1, BUF_MAX - 4,
};

START_TEST(huge_refused)
{
	/* DATA is volatile so that the compiler does not warn about the length.
	 * buf does not read the bytes. */
	const char *volatile data = "x";
	struct buf b = { 0 };
	struct err err = { 0 };

	buf_puts(&b, "12345");
	buf_append(&b, data, huge[_i]);
	ck_assert_int_eq(buf_check(&b, "x", &err), -1);
	check_text("huge", buf_str(&b), "12345");
	buf_release(&b);
}
END_TEST

START_TEST(bound_by_default)
{
	struct buf b = { 0 };
	struct err err = { 0 };
	char *mib = check_repeat('x', 1024 * 1024);

	for (int i = 0; i < BUF_MAX / (1024 * 1024); i++)
		buf_append(&b, mib, 1024 * 1024);
	ck_assert_uint_eq(b.len, BUF_MAX);
	ck_assert_int_eq(buf_check(&b, "reply", &err), 0);
	buf_putc(&b, 'x');
	ck_assert_int_eq(buf_check(&b, "reply", &err), -1);
	check_text("words", err.text,
		   "reply: over 67108864 bytes");
	buf_release(&b);
	free(mib);
}
END_TEST

START_TEST(failure_sticks)
{
	struct buf b = { .max = 4 };
	struct err err = { 0 };

	buf_puts(&b, "ab");
	buf_puts(&b, "cde");
	buf_putc(&b, 'f');
	buf_printf(&b, "%d", 1);
	buf_append(&b, "", 0);
	buf_drop(&b, 1);
	check_text("content", buf_str(&b), "b");
	ck_assert_int_eq(buf_check(&b, "request body", &err), -1);
	check_text("words", err.text,
		   "request body: over 4 bytes");
	buf_clear(&b);
	ck_assert_int_eq(buf_check(&b, "request body", &err), 0);
	buf_puts(&b, "abcd");
	check_text("after clear", buf_str(&b), "abcd");
	buf_putc(&b, 'e');
	buf_release(&b);
	ck_assert_int_eq(buf_check(&b, "request body", &err), 0);
	buf_release(&b);
}
END_TEST

/* Lengths of a formatted text.  The text ends before, at, or after the end of
 * the memory that the buffer has. */
static const int widths[] = { 0, 1, 62, 63, 64, 65, 127, 128, 129, 5000 };

START_TEST(formatted)
{
	struct buf b = { 0 };
	char *want = check_repeat(' ', (size_t)widths[_i]);
	int size = widths[_i] + 1;

	buf_printf(&b, "%*s", widths[_i], "");
	check_bytes("first", buf_str(&b), b.len + 1, want, (size_t)size);
	buf_clear(&b);
	buf_puts(&b, "ab");
	buf_printf(&b, "%*s%s:%d", widths[_i], "", "cd", 42);
	check_text("after the padding", buf_str(&b) + 2 + widths[_i], "cd:42");
	ck_assert_uint_eq(b.len, (size_t)widths[_i] + 7);
	ck_assert_uint_eq(strspn(b.data + 2, " "), (size_t)widths[_i]);
	buf_release(&b);
	free(want);
}
END_TEST

static const struct {
	const char *name, *before;
	size_t drop;
	const char *after;
} drops[] = {
	{ "0 bytes of an empty buffer", "", 0, "" },
	{ "3 bytes of an empty buffer", "", 3, "" },
	{ "0 bytes", "abc", 0, "abc" },
	{ "the first byte", "abc", 1, "bc" },
	{ "all bytes but one", "abc", 2, "c" },
	{ "all bytes", "abc", 3, "" },
	{ "one byte more than the buffer has", "abc", 4, "" },
	{ "SIZE_MAX bytes", "abc", SIZE_MAX, "" },
	{ "source and target of the move overlap", "0123456789", 3,
	  "3456789" },
};

START_TEST(drop)
{
	struct buf b = { 0 };

	if (*drops[_i].before)
		buf_puts(&b, drops[_i].before);
	buf_drop(&b, drops[_i].drop);
	check_bytes(drops[_i].name, buf_str(&b), b.len + 1, drops[_i].after,
		    strlen(drops[_i].after) + 1);
	buf_puts(&b, "-");
	ck_assert_msg(b.data[b.len - 1] == '-' && !b.data[b.len],
		      "%s: append after the drop", drops[_i].name);
	buf_release(&b);
}
END_TEST

START_TEST(any_bytes)
{
	struct buf b = { 0 };

	buf_append(&b, "a\0b", 3);
	buf_putc(&b, '\0');
	buf_putc(&b, '\xff');
	check_bytes("bytes", b.data, b.len + 1, "a\0b\0\xff", 6);
	buf_release(&b);
}
END_TEST

START_TEST(empty)
{
	struct buf b = { 0 };
	struct err err = { 0 };

	check_text("new", buf_str(&b), "");
	ck_assert_int_eq(buf_check(&b, "x", &err), 0);
	buf_clear(&b);
	buf_release(&b);
	buf_append(&b, NULL, 0);
	check_text("nothing appended", buf_str(&b), "");
	ck_assert_uint_eq(b.len, 0);
	buf_release(&b);
	buf_wipe(NULL, 0);
}
END_TEST

START_TEST(clear_keeps_memory)
{
	struct buf b = { .max = 1000 };
	const char *data;
	size_t cap;

	buf_puts(&b, "some text");
	data = b.data;
	cap = b.cap;
	buf_clear(&b);
	check_text("cleared", buf_str(&b), "");
	ck_assert_uint_eq(b.len, 0);
	ck_assert_ptr_eq(b.data, data);
	ck_assert_uint_eq(b.cap, cap);
	buf_release(&b);
}
END_TEST

START_TEST(release_keeps_settings)
{
	struct buf b = { .max = 1000, .secret = true };

	buf_puts(&b, "some text");
	buf_release(&b);
	buf_release(&b);
	ck_assert_ptr_null(b.data);
	ck_assert_uint_eq(b.len, 0);
	ck_assert_uint_eq(b.cap, 0);
	ck_assert_uint_eq(b.max, 1000);
	ck_assert(b.secret);
	buf_puts(&b, "again");
	check_text("again", buf_str(&b), "again");
	buf_release(&b);
}
END_TEST

START_TEST(wipe)
{
	char text[] = "0123456789";

	buf_wipe(text + 2, 5);
	check_bytes("wiped", text, sizeof(text), "01\0\0\0\0\0" "789", 11);
}
END_TEST

static void by_release(struct buf *b)
{
	buf_release(b);
}

static void by_append(struct buf *b)
{
	char *text = check_repeat('x', 1000);

	buf_append(b, text, 1000);
	free(text);
}

static void by_printf(struct buf *b)
{
	buf_printf(b, "%1000d", 1);
}

static void by_release_after_drop(struct buf *b)
{
	buf_drop(b, 5);
	buf_release(b);
}

static void by_release_after_failure(struct buf *b)
{
	b->max = 12;
	buf_puts(b, "more");
	buf_release(b);
}

static const struct {
	const char *name;
	void (*free_memory)(struct buf *b);
} ways[] = {
	{ "release", by_release },
	{ "growing by append", by_append },
	{ "growing by printf", by_printf },
	{ "release after drop", by_release_after_drop },
	{ "release after failure", by_release_after_failure },
};

START_TEST(secret_wiped)
{
	struct buf b = { .secret = true };

	buf_puts(&b, "wJalrXUtnFEMI");
	watch(&b);
	ways[_i].free_memory(&b);
	ck_assert_msg(spy.seen == 1, "%s: freed %d times", ways[_i].name,
		      spy.seen);
	ck_assert_msg(spy.dirty == 0, "%s: %d bytes left", ways[_i].name,
		      spy.dirty);
	buf_release(&b);
}
END_TEST

static void by_drop(struct buf *b)
{
	buf_drop(b, 5);
}

static void by_drop_of_all(struct buf *b)
{
	buf_drop(b, 100);
}

static void by_keep(struct buf *b)
{
	buf_keep(b, 5);
}

/* If a formatted text is too long, a part of the text may already be in the
 * buffer's memory. */
static void by_failure(struct buf *b)
{
	b->max = 20;
	buf_printf(b, "%s", "wJalrXUtnFEMI/K7MDENG");
	ck_assert(b->failed);
	buf_clear(b);
}

static const struct {
	const char *name;
	void (*shorten)(struct buf *b);
	const char *left;
} shorter[] = {
	{ "clear", buf_clear, "" },
	{ "drop", by_drop, "XUtnFEMI" },
	{ "drop of all bytes", by_drop_of_all, "" },
	{ "keep", by_keep, "wJalr" },
	{ "clear after failure", by_failure, "" },
};

/* The memory after the content contains no bytes of the secret. */
START_TEST(secret_wiped_after_content)
{
	struct buf b = { .secret = true };
	size_t cap;

	buf_puts(&b, "a");
	cap = b.cap;
	memset(b.data, 0, cap);
	buf_clear(&b);
	buf_puts(&b, "wJalrXUtnFEMI");
	ck_assert_uint_eq(b.cap, cap);
	shorter[_i].shorten(&b);
	check_text(shorter[_i].name, buf_str(&b), shorter[_i].left);
	for (size_t i = b.len; i < cap; i++)
		ck_assert_msg(!b.data[i], "%s: byte %zu is left",
			      shorter[_i].name, i);
	buf_release(&b);
}
END_TEST

static const struct {
	const char *content;
	size_t keep;
	const char *left;
} keeps[] = {
	{ "abc", 0, "" },
	{ "abc", 2, "ab" },
	{ "abc", 3, "abc" },
	{ "abc", 4, "abc" },
	{ "", 1, "" },
};

START_TEST(keep)
{
	struct buf b = { .max = 10 };

	/* buf_keep leaves a new buffer empty. */
	buf_keep(&b, keeps[_i].keep);
	check_text("new", buf_str(&b), "");
	buf_puts(&b, keeps[_i].content);
	buf_puts(&b, "longer than it may be");
	ck_assert(b.failed);
	buf_keep(&b, keeps[_i].keep);
	check_text(keeps[_i].content, buf_str(&b), keeps[_i].left);
	ck_assert(!b.failed && !b.full);
	buf_puts(&b, "d");
	ck_assert_uint_eq(b.len, strlen(keeps[_i].left) + 1);
	buf_release(&b);
}
END_TEST

/* spy_free must notice memory that was not wiped. */
START_TEST(plain_not_wiped)
{
	struct buf b = { 0 };

	buf_puts(&b, "plain");
	memset(b.data + b.len, '-', b.cap - b.len);
	watch(&b);
	buf_release(&b);
	ck_assert_int_eq(spy.seen, 1);
	ck_assert_int_eq(spy.dirty, (int)spy.size);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ growth, ROWS(growths) },
		{ bound, ROWS(bounds) },
		{ bound_of_single_bytes, 1 },
		{ huge_refused, ROWS(huge) },
		{ bound_by_default, 1 },
		{ failure_sticks, 1 },
		{ formatted, ROWS(widths) },
		{ drop, ROWS(drops) },
		{ any_bytes, 1 },
		{ empty, 1 },
		{ clear_keeps_memory, 1 },
		{ release_keeps_settings, 1 },
		{ wipe, 1 },
		{ secret_wiped, ROWS(ways) },
		{ secret_wiped_after_content, ROWS(shorter) },
		{ keep, ROWS(keeps) },
		{ plain_not_wiped, 1 },
	};

	return check_main("buf", cases, ROWS(cases));
}

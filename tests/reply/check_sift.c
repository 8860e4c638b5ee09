/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of sift: which resources, and which rows around them, are removed. */
#include "reply/sift.h"

#include <string.h>

#include "check_main.h"

static const struct row below[] = {
	{ "set/item", .columns = COLUMNS(
		ID("resource", LITERAL("i"))) },
	ROW_END
};

static const struct row rows[] = {
	{ "", .rows = below, .columns = COLUMNS(
		COLUMN("above", LITERAL("r"))) },
	ROW_END
};

static const struct row other = { "", .columns = COLUMNS(
	COLUMN("other", LITERAL("t"))) };

/* Removes the resources whose id begins with x. */
static int keeps(void *ctx, const char *id, size_t len, bool *keep,
		 struct err *err)
{
	*keep = !len || *id != 'x';
	return 0;
}

static int put(void *ctx, const struct row *row, const struct cell *cells,
	       size_t count, struct err *err)
{
	buf_append(ctx, cells[1].text, cells[1].len);
	buf_putc(ctx, ' ');
	return 0;
}

/* If the rows have no column for the id, every resource is kept. */
START_TEST(without_id)
{
	const struct row plain[] = {
		{ "", .columns = COLUMNS(COLUMN("plain", LITERAL("p"))) },
		ROW_END
	};
	const struct cell cells[2] = {
		{ &plain[0].columns[0].column, NULL, 0 },
		{ &plain[0].columns[0].column, "x-1", 3 },
	};
	struct buf got = { 0 };
	struct sift s = { .keeps = keeps, .out = put, .ctx = &got };
	struct err err = { 0 };

	sift_begin(&s, plain, "");
	ck_assert_int_eq(sift_row(&s, plain, cells, 2, &err), 0);
	ck_assert_int_eq(sift_flush(&s, &err), 0);
	check_text("kept", buf_str(&got), "x-1 ");
	sift_release(&s);
	buf_release(&got);
}
END_TEST

/* Each word of `in` and `out` is a row.  A word that begins with r- is a row
 * above resources, a word that begins with t- is a row below a resource, and
 * any other word is a resource. */
static const struct {
	const char *what, *resources, *in, *out;
} sifts[] = {
	{ "no path of resources: all rows are kept", NULL, "r-1 x-1 t-1",
	  "r-1 x-1 t-1 " },
	{ "all resources are kept", "set/item", "r-1 i-1 t-1 i-2",
	  "r-1 i-1 t-1 i-2 " },
	{ "one resource is removed, with the rows below it", "set/item",
	  "r-1 x-1 t-1 i-2 t-2", "r-1 i-2 t-2 " },
	{ "all resources are removed, with the row above", "set/item",
	  "r-1 x-1 t-1 x-2 r-2 i-1", "r-2 i-1 " },
	{ "the last resources are removed", "set/item", "r-1 i-1 r-2 x-1",
	  "r-1 i-1 " },
	{ "rows above that have no resources are kept", "set/item",
	  "r-1 r-2 i-1 r-3", "r-1 r-2 i-1 r-3 " },
};

START_TEST(sifting)
{
	struct buf got = { 0 };
	struct sift s = { .keeps = keeps, .out = put, .ctx = &got };
	struct err err = { 0 };
	const char *p = sifts[_i].in;
	char text[8];		/* the word of the current row */

	sift_begin(&s, rows, sifts[_i].resources);
	while (*p) {
		size_t len = strcspn(p, " ");
		const struct row *row = *p == 'r' ? rows
					: *p == 't' ? &other : below;
		const struct column *column = &row->columns[0].column;
		const struct cell cells[2] = {
			{ &other.columns[0].column, NULL, 0 },
			{ column, text, len },
		};

		ck_assert_uint_lt(len, sizeof(text));
		memcpy(text, p, len);
		ck_assert_int_eq(sift_row(&s, row, cells, 2, &err), 0);
		p += len + strspn(p + len, " ");
	}
	ck_assert_int_eq(sift_flush(&s, &err), 0);
	check_text(sifts[_i].what, buf_str(&got), sifts[_i].out);
	sift_release(&s);
	buf_release(&got);
}
END_TEST

/* The number of calls that succeed before one fails. */
static int calls_left;

static int keeps_or_fails(void *ctx, const char *id, size_t len, bool *keep,
			  struct err *err)
{
	return calls_left-- ? keeps(ctx, id, len, keep, err)
			    : err_set(err, "full");
}

static int put_or_fail(void *ctx, const struct row *row,
		       const struct cell *cells, size_t count, struct err *err)
{
	return calls_left-- ? put(ctx, row, cells, count, err)
			    : err_set(err, "full");
}

/* The four rows lead to six calls of `keeps` or `out`.  In each of the first
 * six runs, another of these calls fails.  In the last run, no call fails. */
START_TEST(failing)
{
	static const struct row *const sequence[] = {
		rows, rows, below, below,
	};
	const struct cell cells[2] = {
		{ &other.columns[0].column, NULL, 0 },
		{ &below[0].columns[0].column, "i", 1 },
	};
	struct buf got = { 0 };
	struct sift s = { .keeps = keeps_or_fails, .out = put_or_fail,
			  .ctx = &got };
	struct err err = { 0 };
	int rc = 0;

	sift_begin(&s, rows, "set/item");
	calls_left = _i;
	for (int i = 0; i < 4 && !rc; i++)
		rc = sift_row(&s, sequence[i], cells, 2, &err);
	ck_assert_int_eq(rc, _i < 6 ? -1 : 0);
	ck_assert_int_eq(calls_left, _i < 6 ? -1 : 0);
	sift_release(&s);
	buf_release(&got);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ sifting, ROWS(sifts) },
		{ without_id, 1 },
		{ failing, 7 },
	};

	return check_main("sift", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of rowbuf: stored rows, dropped rows, failures, and memory. */
#include "request/rowbuf.h"

#include "check_main.h"

static const struct row table_row = {
	"", .columns = COLUMNS(COLUMN("A", PATH("a")), COLUMN("B", PATH("b")),
			       COLUMN("C", PATH("c")), COLUMN("D", PATH("d")),
			       HIDDEN("E", PATH("e")))
};
static const struct row other_row = {
	"other",
	.columns = COLUMNS(COLUMN("A", PATH("a")), COLUMN("B", PATH("b")),
			   COLUMN("C", PATH("c")), COLUMN("D", PATH("d")))
};
static const struct column above = { "Above", .is_id = true };

/* Copies the cells, and gives each copy a column.  The columns are A to D in
 * turn.  Instead, a hidden cell has column E, and an inherited cell has the
 * column of a row above. */
static const struct cell *in_columns(const struct cell *cells, size_t count)
{
	static struct cell placed[ROW_CELLS_MAX];

	for (size_t i = 0; i < count; i++) {
		placed[i] = cells[i];
		placed[i].column = &table_row.columns[i % 4].column;
		if (cells[i].inherited)
			placed[i].column = &above;
		else if (cells[i].hidden)
			placed[i].column = &table_row.columns[4].column;
	}
	return placed;
}

static int put(void *ctx, const struct row *row, const struct cell *cells,
	       size_t count, struct err *err)
{
	struct buf *out = ctx;

	buf_printf(out, "%s%zu:", row ? row->path : "", count);
	for (size_t i = 0; i < count; i++) {
		ck_assert(!cells[i].text == !cells[i].len);
		ck_assert_str_eq(cells[i].column->name,
				 in_columns(cells, count)[i].column->name);
		buf_append(out, cells[i].text ? cells[i].text : "-",
			   cells[i].text ? cells[i].len : 1);
		buf_putc(out, cells[i].inherited ? '^'
			      : cells[i].hidden ? '+' : '|');
	}
	buf_putc(out, ';');
	return 0;
}

#define DATA(text) text, sizeof(text) - 1
#define CELL(text) { NULL, DATA(text) }
#define NONE { NULL, NULL, 0 }

static const struct {
	const char *what;
	struct cell cells[4][4];
	size_t counts[5];
	const char *rows;
} tables[] = {
	{ "no cells", { { NONE } }, { 0 }, "" },
	{ "one row", { { CELL("a") } }, { 1 }, "1:a|;" },
	{ "one row of two cells", { { CELL("a"), CELL("bc") } }, { 2 },
	  "2:a|bc|;" },
	{ "three rows", { { CELL("a") }, { CELL("b"), CELL("c") },
	  { CELL("d") } }, { 1, 2, 1 }, "1:a|;2:b|c|;1:d|;" },
	{ "empty cells", { { NONE, CELL(""), CELL("a"), { NULL, NULL, 7 } } },
	  { 4 }, "4:-|-|a|-|;" },
	{ "a cell with part of a text", { { { NULL, "abc", 2 }, CELL("d") } },
	  { 2 }, "2:ab|d|;" },
	{ "bytes that look like lengths",
	  { { CELL("\1\2\3\4\5\6\7\10"), CELL("x") } }, { 2 },
	  "2:\1\2\3\4\5\6\7\10|x|;" },
	{ "cells that text output omits", { { CELL("a"), { NULL, DATA("b"),
	  true }, { NULL, NULL, 0, true }, { NULL, DATA("c"), true, true } } },
	  { 4 }, "4:a|b+-+c^;" },
};

START_TEST(table)
{
	struct rowbuf buf = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };

	for (int round = 0; round < 2; round++) {
		buf_clear(&got);
		for (size_t i = 0; tables[_i].counts[i]; i++)
			ck_assert_int_eq(rowbuf_add(&buf, &table_row,
				in_columns(tables[_i].cells[i],
					   tables[_i].counts[i]),
				tables[_i].counts[i], &err),
					 0);
		ck_assert_int_eq(rowbuf_flush(&buf, put, &got, &err), 0);
		check_text(tables[_i].what, buf_str(&got), tables[_i].rows);
		ck_assert_uint_eq(buf.packed.len, 0);
		buf_clear(&got);
		ck_assert_int_eq(rowbuf_flush(&buf, put, &got, &err), 0);
		check_text("second flush", buf_str(&got), "");
	}
	rowbuf_release(&buf);
	buf_release(&got);
}
END_TEST

/* Gives each of CELLS a column of ROW.  Returns CELLS. */
static const struct cell *of_row(const struct row *row, struct cell *cells)
{
	for (int i = 0; i < ROW_CELLS_MAX; i++)
		cells[i].column = &row->columns[i % 4].column;
	return cells;
}

START_TEST(wide)
{
	const struct row *rows[] = { &table_row, &other_row };
	struct rowbuf buf = { 0 };
	struct buf got = { 0 }, want = { 0 };
	struct cell cells[ROW_CELLS_MAX];
	struct err err = { 0 };

	for (int i = 0; i < ROW_CELLS_MAX; i++)
		cells[i] = (struct cell){ NULL, "\0x", (size_t)i % 3 };
	for (int i = 0; i < 1000; i++) {
		ck_assert_int_eq(rowbuf_add(&buf, rows[i % 2],
					  of_row(rows[i % 2], cells),
					  ROW_CELLS_MAX, &err), 0);
		buf_printf(&want, "%s%d:", rows[i % 2]->path, ROW_CELLS_MAX);
		for (int k = 0; k < ROW_CELLS_MAX; k++) {
			buf_append(&want, k % 3 ? "\0x" : "-",
				   k % 3 ? (size_t)(k % 3) : 1);
			buf_putc(&want, '|');
		}
		buf_putc(&want, ';');
	}
	ck_assert_int_eq(rowbuf_flush(&buf, put, &got, &err), 0);
	check_bytes("rows", got.data, got.len, want.data, want.len);
	rowbuf_release(&buf);
	buf_release(&got);
	buf_release(&want);
}
END_TEST

static int add(struct rowbuf *b, const struct cell *cell, struct err *err)
{
	return rowbuf_add(b, &table_row, in_columns(cell, 1), 1, err);
}

static int second_fails(void *ctx, const struct row *row,
			const struct cell *cells, size_t count, struct err *err)
{
	int *calls = ctx;

	return ++*calls == 2 ? err_set(err, "no more") : 0;
}

START_TEST(failure)
{
	struct rowbuf buf = { 0 };
	struct cell cell = CELL("a");
	struct err err = { 0 };
	int calls = 0;

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(add(&buf, &cell, &err), 0);
	ck_assert_int_eq(rowbuf_flush(&buf, second_fails, &calls, &err), -1);
	ck_assert_int_eq(calls, 2);
	check_text("words", err.text, "no more");
	rowbuf_release(&buf);
	ck_assert_int_eq(add(&buf, &cell, &err), 0);
	buf.packed.max = 3 * buf.packed.len;
	rowbuf_clear(&buf);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(add(&buf, &cell, &err), i < 3 ? 0 : -1);
	ck_assert_msg(strncmp(err.text, "rows: ", 6) == 0, "%s", err.text);
	rowbuf_release(&buf);
}
END_TEST

/* rowbuf_rollback drops all rows that were not committed. */
START_TEST(dropped)
{
	struct rowbuf buf = { 0 };
	struct buf got = { 0 };
	struct cell a = CELL("a"), b = CELL("b");
	struct err err = { 0 };

	rowbuf_rollback(&buf);
	ck_assert_int_eq(add(&buf, &a, &err), 0);
	rowbuf_rollback(&buf);
	ck_assert_uint_eq(buf.packed.len, 0);
	ck_assert_int_eq(add(&buf, &a, &err), 0);
	rowbuf_commit(&buf);
	ck_assert_int_eq(add(&buf, &b, &err), 0);
	rowbuf_rollback(&buf);
	rowbuf_rollback(&buf);
	ck_assert_int_eq(rowbuf_flush(&buf, put, &got, &err), 0);
	check_text("committed", buf_str(&got), "1:a|;");
	/* After rowbuf_flush, no row counts as committed. */
	ck_assert_int_eq(add(&buf, &b, &err), 0);
	rowbuf_rollback(&buf);
	ck_assert_uint_eq(buf.packed.len, 0);
	rowbuf_release(&buf);
	rowbuf_release(&buf);
	buf_release(&got);
}
END_TEST

/* rowbuf_clear frees the memory of many rows, but keeps the memory of a few
 * rows. */
START_TEST(memory)
{
	char *text = check_repeat('x', 1000);
	struct rowbuf buf = { 0 };
	struct cell cell = { NULL, text, 1000 };
	struct err err = { 0 };

	for (int round = 0; round < 2; round++) {
		int count = round ? 10000 : 100;

		for (int i = 0; i < count; i++)
			ck_assert_int_eq(add(&buf, &cell, &err), 0);
		rowbuf_clear(&buf);
		ck_assert(round ? !buf.packed.cap : buf.packed.cap > 100000);
	}
	rowbuf_release(&buf);
	free(text);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ table, ROWS(tables) },
		{ wide, 1 },
		{ failure, 1 },
		{ dropped, 1 },
		{ memory, 1 },
	};

	return check_main("rowbuf", cases, ROWS(cases));
}

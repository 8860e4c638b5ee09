/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of sorted: the order of items, and of the rows below each item. */
#include "command/sorted.h"

#include "check_main.h"

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Location", PATH("l")),
		COLUMN("ID", PATH("i"))) },
	{ "", .columns = COLUMNS(
		COLUMN("Tag", PATH("t"))) },
	ROW_END
};

/* Each word of `came` and `out` is a row.  LOCATION/ID is an item, and +TAG is
 * a row below the item before it. */
static const struct {
	const char *what, *came, *out;
} orders[] = {
	{ "no items", "", "" },
	{ "one item", "a/1", "a/1 " },
	{ "items by location", "b/1 a/2 c/0", "a/2 b/1 c/0 " },
	{ "items of one location by id", "a/2 a/1 a/3", "a/1 a/2 a/3 " },
	{ "locations are compared byte by byte", "a/1 B/1 \xc3\xa4/1 Z/1",
	  "B/1 Z/1 a/1 \xc3\xa4/1 " },
	{ "a shorter location comes first", "ab/1 a/1 /1", "/1 a/1 ab/1 " },
	{ "an empty id comes first", "a/1 a/", "a/ a/1 " },
	{ "equal items keep their order", "a/1 +x a/1 +y a/1 +z",
	  "a/1 +x a/1 +y a/1 +z " },
	{ "items with rows below them", "b/1 +x +y a/1 +z c/1",
	  "a/1 +z b/1 +x +y c/1 " },
};

static int put(void *ctx, const struct row *row, const struct cell *cells,
	       size_t count, struct err *err)
{
	struct buf *out = ctx;

	if (row == &rows[1])
		buf_printf(out, "+%.*s ", (int)cells[0].len, cells[0].text);
	else
		buf_printf(out, "%.*s/%.*s ", (int)cells[0].len, cells[0].text,
			   (int)cells[1].len, cells[1].text);
	return 0;
}

static void add(struct sorted *s, const char *word, size_t len)
{
	const char *slash = memchr(word, '/', len);
	const struct row *row = &rows[word[0] == '+'];
	struct cell cells[2] = {
		{ &row->columns[0].column, word, len },
		{ &row->columns[1].column, "", 0 },
	};
	struct err err;

	if (word[0] == '+') {
		cells[0].text++;
		cells[0].len--;
	} else {
		cells[0].len = (size_t)(slash - word);
		cells[1].text = slash + 1;
		cells[1].len = len - cells[0].len - 1;
	}
	ck_assert_int_eq(sorted_add(s, word[0] != '+', row, cells,
				    word[0] == '+' ? 1 : 2, &err), 0);
}

START_TEST(sorts)
{
	static const char *const keys[2] = { "Location", "ID" };
	struct sorted s = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	/* sorted_flush empties the list, which can then be used again. */
	for (int i = 0; i < 2; i++) {
		const char *word = orders[_i].came;

		buf_clear(&out);
		for (size_t len; *word; word += len + (word[len] == ' ')) {
			len = strcspn(word, " ");
			add(&s, word, len);
		}
		ck_assert_msg(sorted_flush(&s, keys, put, &out, &err) == 0,
			      "%s", err.text);
		check_text(orders[_i].what, buf_str(&out), orders[_i].out);
		ck_assert_uint_eq(s.len, 0);
	}
	sorted_release(&s);
	sorted_release(&s);
	buf_release(&out);
}
END_TEST

static int stop(void *ctx, const struct row *row, const struct cell *cells,
		size_t count, struct err *err)
{
	return ++*(int *)ctx == 2 ? err_set(err, "no room") : 0;
}

/* The list grows several times.  Then a call of the printing function fails. */
START_TEST(many)
{
	static const char *const keys[2] = { "Location", "ID" };
	struct sorted s = { 0 };
	struct buf out = { 0 }, want = { 0 };
	struct err err = { 0 };
	char word[16];
	int count = 0;

	for (int i = 999; i >= 0; i--) {
		(void)snprintf(word, sizeof(word), "l/%03d", i);
		add(&s, word, strlen(word));
		buf_printf(&want, "l/%03d ", 999 - i);
	}
	ck_assert_int_eq(sorted_flush(&s, keys, put, &out, &err), 0);
	check_text("many", buf_str(&out), buf_str(&want));
	for (int i = 0; i < 3; i++)
		add(&s, "a/1", 3);
	ck_assert_int_eq(sorted_flush(&s, keys, stop, &count, &err), -1);
	check_text("words", err.text, "no room");
	ck_assert_int_eq(count, 2);
	sorted_release(&s);
	buf_release(&out);
	buf_release(&want);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ sorts, ROWS(orders) },
		{ many, 1 },
	};

	return check_main("sorted", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as a reply, and prints its rows.  The output must be the same
 * for every division of the reply into chunks.  Text output must have one line
 * for each row, and no control characters except tabs and newlines.
 */
#include <fcntl.h>
#include <unistd.h>

#include "fuzz.h"

#include "http/jsondoc.h"
#include "output/out.h"
#include "reply/item.h"
#include "reply/reservation.h"
#include "reply/row.h"

/* The output after one reading of a reply, in each format that accepts rows of
 * several types. */
struct reading {
	struct out out[3];
	struct buf shown[3];
	size_t rows;
	bool failed;
};

static void check_text(const struct buf *line, const struct cell *cells,
		       size_t count)
{
	size_t tabs = 0, columns = 0;

	for (size_t i = 0; i < line->len; i++)
		tabs += line->data[i] == '\t';
	for (size_t i = 0; i < count; i++)
		columns += !cells[i].hidden;
	MUST(line->len && line->data[line->len - 1] == '\n');
	MUST(memchr(line->data, '\n', line->len) == line->data + line->len - 1);
	MUST(tabs == columns - 1);
	MUST(fuzz_is_harmless(line->data, line->len, "\t\n"));
}

/* Returns whether GOT is CELL with U+FFFD for each byte that is not UTF-8.
 * libxml2 may pass on such bytes from a CDATA section that comes in pieces. */
static bool is_mended(const char *got, const struct cell *cell)
{
	for (size_t i = 0, n; i < cell->len; i += n) {
		const char *want = cell->text + i;
		size_t len = utf8_sequence(want, cell->len - i, NULL);

		n = len ? len : 1;
		if (!len) {
			want = "\xEF\xBF\xBD";
			len = strlen(want);
		}
		if (strncmp(got, want, len) != 0)
			return false;
		got += len;
	}
	return !*got;
}

/* Checks that jansson reads the content of each string cell.  Lists and values
 * of other types must at least be valid JSON. */
static void check_json(const struct buf *line, const struct cell *cells,
		       size_t count)
{
	struct jsondoc *doc;
	struct err err;

	MUST(memchr(line->data, '\n', line->len) == line->data + line->len - 1);
	MUST(jsondoc_parse(&doc, line->data, line->len, &err) == 0);
	for (size_t i = 0; i < count; i++) {
		const char *value = jsondoc_string(doc, cells[i].column->name);

		if (cells[i].column->kind != COLUMN_STRING)
			continue;
		MUST(!value == !cells[i].len);
		MUST(!value || is_mended(value, &cells[i]));
	}
	jsondoc_free(doc);
}

static int on_row(void *ctx, const struct row *row, const struct cell *cells,
		  size_t count, struct err *err)
{
	struct reading *r = ctx;

	r->rows++;
	for (int i = 0; i < 3; i++) {
		struct buf *pending = &r->out[i].pending;

		MUST(out_row(&r->out[i], row_type(row), cells, count, err)
		     == 0);
		if (i == OUT_TEXT)
			check_text(pending, cells, count);
		else if (i == OUT_JSON)
			check_json(pending, cells, count);
		buf_append(&r->shown[i], buf_str(pending), pending->len);
		buf_clear(pending);
	}
	return 0;
}

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	const struct params none = { 0 };
	const struct row_plan plan = { reservation_rows, &none };

	return row_make(&plan, item, on_row, ctx, err);
}

/* Reads DATA in chunks of 1 to STEP bytes, whose sizes depend on the data.  If
 * STEP is 0, reads DATA in one chunk. */
static void read_all(struct reading *r, const char *data, size_t size,
		     size_t step)
{
	struct item *item;
	struct err err = { 0 };
	int null = open("/dev/null", O_WRONLY);

	for (int i = 0; i < 3; i++)
		r->out[i] = (struct out){ .fd = null,
					  .format = (enum out_format)i };
	MUST(null >= 0);
	MUST(item_new(&item, "reservationSet/item", on_item, r, &err) == 0);
	for (size_t at = 0, n; at < size && !r->failed; at += n) {
		n = step ? 1 + (unsigned char)data[at] % step : size;
		n = n < size - at ? n : size - at;
		r->failed = item_feed(item, data + at, n, &err) != 0;
	}
	if (!r->failed)
		r->failed = item_finish(item, &err) != 0;
	MUST(!r->failed || err.text[0]);
	item_free(item);
	MUST(table_end(&r->out[OUT_TABLE].table, &r->out[OUT_TABLE].pending,
		       &err) == 0);
	buf_append(&r->shown[OUT_TABLE], buf_str(&r->out[OUT_TABLE].pending),
		   r->out[OUT_TABLE].pending.len);
	MUST(fuzz_is_harmless(buf_str(&r->shown[OUT_TABLE]),
			      r->shown[OUT_TABLE].len, "\n"));
	(void)close(null);
}

static void release(struct reading *r)
{
	for (int i = 0; i < 3; i++) {
		out_release(&r->out[i]);
		buf_release(&r->shown[i]);
	}
}

/* Returns whether A and B are equal.  If the reply is BROKEN, one may be
 * longer, because the place of the error may differ. */
static bool agree(const struct buf *a, const struct buf *b, bool broken)
{
	size_t len = a->len < b->len ? a->len : b->len;

	return (broken || a->len == b->len) &&
	       memcmp(buf_str(a), buf_str(b), len) == 0;
}

/* Returns whether libxml2 certainly reads the text as UTF-8, and the text is
 * valid UTF-8.  For bytes that are invalid in their encoding, such as half a
 * character at the end, libxml2's result depends on how the bytes are
 * divided. */
static bool is_utf8(const char *text, size_t size)
{
	static const char other[] = "encoding";

	for (size_t i = 0, n; i < size; i += n) {
		n = utf8_sequence(text + i, size - i, NULL);
		if (!n || !text[i] ||
		    (size - i >= strlen(other) &&
		     memcmp(text + i, other, strlen(other)) == 0))
			return false;
	}
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reading whole = { 0 }, pieces = { 0 };
	char *text = fuzz_copy(data, size);
	bool broken;

	read_all(&whole, text, size, 0);
	read_all(&pieces, text, size, 16);
	broken = whole.failed || pieces.failed;
	MUST(whole.failed == pieces.failed || !is_utf8(text, size));
	MUST(broken || whole.rows == pieces.rows);
	for (int i = 0; i < 3; i++)
		if (!broken || i != OUT_TABLE)
			MUST(agree(&whole.shown[i], &pieces.shown[i], broken));
	release(&whole);
	release(&pieces);
	free(text);
	return 0;
}

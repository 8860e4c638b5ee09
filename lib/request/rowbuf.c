/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/rowbuf.h"

#include <stdint.h>
#include <string.h>

/* The header of each cell.  The header is small because a long list has very
 * many cells.  No cell is longer than an item of a reply. */
struct head {
	uint32_t len : 26;
	uint32_t column : 6;	/* the column's index in the row's table, or
				 * INHERITED */
};

/* INHERITED marks an id that the row inherits from a row above.  The address of
 * the id's column follows the header. */
enum { INHERITED = 63, LEN_MAX = 0x3ffffff };

_Static_assert(ITEM_MAX <= LEN_MAX + 1, "a cell fits");
_Static_assert((int)ROW_COLUMNS_MAX < (int)INHERITED, "an index fits");

struct inherited {
	const struct column *column;
};

struct row_head {
	const struct row *row;
	size_t count;
};

static unsigned place_of(const struct row *row, const struct column *column)
{
	for (unsigned i = 0; row_columns(row)[i].column.name; i++)
		if (column == &row->columns[i].column)
			return i;
	return INHERITED;
}

int rowbuf_add(struct rowbuf *b, const struct row *row,
	       const struct cell *cells, size_t count, struct err *err)
{
	const struct row_head row_head = { row, count };
	unsigned place = 0;

	buf_append(&b->packed, &row_head, sizeof(row_head));
	for (size_t i = 0; i < count; i++) {
		const struct cell *cell = &cells[i];
		struct head head = { .len = cell->text ? cell->len & LEN_MAX
						       : 0 };
		const struct inherited id = { cell->column };

		/* The cell's column is usually the next column of the table. */
		if (cell->inherited)
			head.column = INHERITED;
		else if (cell->column == &row->columns[place].column)
			head.column = place++ & INHERITED;
		else
			head.column = place_of(row, cell->column) & INHERITED;
		buf_append(&b->packed, &head, sizeof(head));
		if (head.column == INHERITED)
			buf_append(&b->packed, &id, sizeof(id));
		if (head.len)
			buf_append(&b->packed, cell->text, head.len);
	}
	return buf_check(&b->packed, "rows", err);
}

static const char *take_bytes(const char *p, void *out, size_t size)
{
	memcpy(out, p, size);
	return p + size;
}

void rowbuf_commit(struct rowbuf *b)
{
	b->committed = b->packed.len;
}

void rowbuf_rollback(struct rowbuf *b)
{
	if (b->committed)
		buf_keep(&b->packed, b->committed);
	else
		rowbuf_clear(b);
}

void rowbuf_clear(struct rowbuf *b)
{
	buf_clear(&b->packed);
	if (b->packed.cap > ROWBUF_KEPT_MAX)
		buf_release(&b->packed);
	b->committed = 0;
}

void rowbuf_release(struct rowbuf *b)
{
	buf_release(&b->packed);
	b->committed = 0;
}

static const char *take_cell(const char *p, const struct row *row,
			     struct cell *cell)
{
	struct head head;
	struct inherited id;

	p = take_bytes(p, &head, sizeof(head));
	*cell = (struct cell){ .len = head.len };
	if (head.column == INHERITED) {
		p = take_bytes(p, &id, sizeof(id));
		cell->column = id.column;
		cell->hidden = cell->inherited = true;
	} else {
		cell->column = &row->columns[head.column].column;
		cell->hidden = cell->column->hidden;
	}
	cell->text = head.len ? p : NULL;
	return p + head.len;
}

/* Calls FN with the row at P.  Sets *NEXT to the start of the following row. */
static int pass_row(const char *p, const char **next, row_fn *fn,
		    void *ctx, struct err *err)
{
	struct cell cells[ROW_CELLS_MAX];
	struct row_head head;

	p = take_bytes(p, &head, sizeof(head));
	for (size_t i = 0; i < head.count; i++)
		p = take_cell(p, head.row, &cells[i]);
	*next = p;
	return fn(ctx, head.row, cells, head.count, err);
}

int rowbuf_first(const struct rowbuf *b, size_t start, row_fn *fn, void *ctx,
		 struct err *err)
{
	const char *next;

	return pass_row(buf_str(&b->packed) + start, &next, fn, ctx, err);
}

int rowbuf_between(const struct rowbuf *b, size_t start, size_t end, row_fn *fn,
		   void *ctx, struct err *err)
{
	const char *p = buf_str(&b->packed) + start;
	const char *last = buf_str(&b->packed) + end;

	while (p < last)
		if (pass_row(p, &p, fn, ctx, err))
			return -1;
	return 0;
}

int rowbuf_uncommitted(const struct rowbuf *b, row_fn *fn, void *ctx,
		       struct err *err)
{
	return rowbuf_between(b, b->committed, b->packed.len, fn, ctx, err);
}

int rowbuf_flush(struct rowbuf *b, row_fn *fn, void *ctx, struct err *err)
{
	if (rowbuf_between(b, 0, b->packed.len, fn, ctx, err))
		return -1;
	rowbuf_clear(b);
	return 0;
}

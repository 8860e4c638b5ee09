/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows that wait for their turn. */
#include "request/held.h"

#include <string.h>

/* Stands before the text of each cell. */
struct head {
	const struct column *column;
	unsigned len;		/* a text is far shorter than 4 GiB */
	bool hidden, inherited;
};

/* The row's address, the number of cells, then the cells. */
int held_add(struct held *h, const struct row *row, const struct cell *cells,
	     size_t count, struct err *err)
{
	buf_append(&h->packed, &row, sizeof(row));
	buf_append(&h->packed, &count, sizeof(count));
	for (size_t i = 0; i < count; i++) {
		struct head head = {
			.column = cells[i].column,
			.len = cells[i].text ? (unsigned)cells[i].len : 0,
			.hidden = cells[i].hidden,
			.inherited = cells[i].inherited,
		};

		buf_append(&h->packed, &head, sizeof(head));
		if (head.len)
			buf_append(&h->packed, cells[i].text, head.len);
	}
	return buf_check(&h->packed, "rows", err);
}

static const char *take(const char *p, void *out, size_t size)
{
	memcpy(out, p, size);
	return p + size;
}

void held_keep(struct held *h)
{
	h->whole = h->packed.len;
}

void held_drop(struct held *h)
{
	if (h->whole)
		buf_keep(&h->packed, h->whole);
	else
		held_clear(h);
}

void held_clear(struct held *h)
{
	buf_clear(&h->packed);
	if (h->packed.cap > HELD_KEPT_MAX)
		buf_release(&h->packed);
	h->whole = 0;
}

void held_release(struct held *h)
{
	buf_release(&h->packed);
	h->whole = 0;
}

int held_hand_out(struct held *h, row_fn *fn, void *ctx, struct err *err)
{
	const char *p = buf_str(&h->packed), *end = p + h->packed.len;
	struct cell cells[ROW_CELLS_MAX];
	const struct row *row;
	size_t count;

	while (p < end) {
		p = take(p, &row, sizeof(row));
		p = take(p, &count, sizeof(count));
		for (size_t i = 0; i < count; i++) {
			struct head head;

			p = take(p, &head, sizeof(head));
			cells[i] = (struct cell){
				.column = head.column, .len = head.len,
				.text = head.len ? p : NULL,
				.hidden = head.hidden,
				.inherited = head.inherited,
			};
			p += head.len;
		}
		if (fn(ctx, row, cells, count, err))
			return -1;
	}
	held_clear(h);
	return 0;
}

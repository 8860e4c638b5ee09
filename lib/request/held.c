/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows that wait for their turn. */
#include "request/held.h"

#include <string.h>

/* Stands before the text of each cell. */
struct head {
	size_t len;
	bool extra;
};

/* The headings' address, the number of cells, then the cells. */
int held_add(struct held *h, const char *heads, const struct cell *cells,
	     size_t count, struct err *err)
{
	buf_append(&h->packed, &heads, sizeof(heads));
	buf_append(&h->packed, &count, sizeof(count));
	for (size_t i = 0; i < count; i++) {
		struct head head = { cells[i].text ? cells[i].len : 0,
				     cells[i].extra };

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

static int show(const struct held *h, size_t from, row_fn *fn, void *ctx,
		struct err *err)
{
	const char *p = buf_str(&h->packed) + from;
	const char *end = buf_str(&h->packed) + h->packed.len;
	struct cell cells[ROW_CELLS_MAX];
	const char *heads;
	size_t count;

	while (p < end) {
		p = take(p, &heads, sizeof(heads));
		p = take(p, &count, sizeof(count));
		for (size_t i = 0; i < count; i++) {
			struct head head;

			p = take(p, &head, sizeof(head));
			cells[i].len = head.len;
			cells[i].extra = head.extra;
			cells[i].text = head.len ? p : NULL;
			p += cells[i].len;
		}
		if (fn(ctx, heads, cells, count, err))
			return -1;
	}
	return 0;
}

int held_show_rest(const struct held *h, row_fn *fn, void *ctx,
		   struct err *err)
{
	return show(h, h->whole, fn, ctx, err);
}

int held_hand_out(struct held *h, row_fn *fn, void *ctx, struct err *err)
{
	if (show(h, 0, fn, ctx, err))
		return -1;
	held_clear(h);
	return 0;
}

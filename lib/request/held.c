/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows that wait for their turn. */
#include "request/held.h"

#include <stdint.h>
#include <string.h>

/* Stands before the text of each cell.  It is small, since a sorted list has
 * very many; no cell is longer than a reply. */
struct head {
	uint32_t len : 31;
	uint32_t extra : 1;
};

/* The headings' address, the number of cells, then the cells. */
int held_add(struct held *h, const char *heads, const struct cell *cells,
	     size_t count, struct err *err)
{
	buf_append(&h->packed, &heads, sizeof(heads));
	buf_append(&h->packed, &count, sizeof(count));
	for (size_t i = 0; i < count; i++) {
		struct head head = {
			cells[i].text ? cells[i].len & 0x7fffffff : 0,
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

/* Hands out the row at P; *NEXT is where the one after it is. */
static int hand_out_one(const char *p, const char **next, row_fn *fn,
			void *ctx, struct err *err)
{
	struct cell cells[ROW_CELLS_MAX];
	const char *heads;
	size_t count;

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
	*next = p;
	return fn(ctx, heads, cells, count, err);
}

int held_first(const struct held *h, size_t start, row_fn *fn, void *ctx,
	       struct err *err)
{
	const char *next;

	return hand_out_one(buf_str(&h->packed) + start, &next, fn, ctx, err);
}

int held_between(const struct held *h, size_t start, size_t end, row_fn *fn,
		 void *ctx, struct err *err)
{
	const char *p = buf_str(&h->packed) + start;
	const char *last = buf_str(&h->packed) + end;

	while (p < last)
		if (hand_out_one(p, &p, fn, ctx, err))
			return -1;
	return 0;
}

int held_show_rest(const struct held *h, row_fn *fn, void *ctx,
		   struct err *err)
{
	return held_between(h, h->whole, h->packed.len, fn, ctx, err);
}

int held_hand_out(struct held *h, row_fn *fn, void *ctx, struct err *err)
{
	if (held_between(h, 0, h->packed.len, fn, ctx, err))
		return -1;
	held_clear(h);
	return 0;
}

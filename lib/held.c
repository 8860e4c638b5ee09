/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows that wait for their turn. */
#include "held.h"

#include <string.h>

/* Stands before the text of each cell. */
struct head {
	size_t len;
	bool extra;
};

/* The headings' address, the number of cells, then the cells. */
int held_add(struct buf *held, const char *heads, const struct cell *cells,
	     size_t count, struct err *err)
{
	buf_append(held, &heads, sizeof(heads));
	buf_append(held, &count, sizeof(count));
	for (size_t i = 0; i < count; i++) {
		struct head head = { cells[i].text ? cells[i].len : 0,
				     cells[i].extra };

		buf_append(held, &head, sizeof(head));
		if (head.len)
			buf_append(held, cells[i].text, head.len);
	}
	return buf_check(held, "rows", err);
}

static const char *take(const char *p, void *out, size_t size)
{
	memcpy(out, p, size);
	return p + size;
}

int held_release(struct buf *held, row_fn *fn, void *ctx, struct err *err)
{
	const char *p = buf_str(held), *end = p + held->len;
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
	buf_clear(held);
	return 0;
}

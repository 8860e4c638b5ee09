/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows that wait for their turn. */
#include "held.h"

#include <string.h>

/* The number of cells, then each with its length before it. */
int held_add(struct buf *held, const struct out_cell *cells, size_t count,
	     struct err *err)
{
	buf_append(held, &count, sizeof(count));
	for (size_t i = 0; i < count; i++) {
		size_t len = cells[i].text ? cells[i].len : 0;

		buf_append(held, &len, sizeof(len));
		if (len)
			buf_append(held, cells[i].text, len);
	}
	return buf_check(held, "rows", err);
}

static const char *take_size(const char *p, size_t *out)
{
	memcpy(out, p, sizeof(*out));
	return p + sizeof(*out);
}

int held_release(struct buf *held, row_fn *fn, void *ctx, struct err *err)
{
	const char *p = buf_str(held), *end = p + held->len;
	struct out_cell cells[ROW_CELLS_MAX];
	size_t count;

	while (p < end) {
		p = take_size(p, &count);
		for (size_t i = 0; i < count; i++) {
			p = take_size(p, &cells[i].len);
			cells[i].text = cells[i].len ? p : NULL;
			p += cells[i].len;
		}
		if (fn(ctx, cells, count, err))
			return -1;
	}
	buf_clear(held);
	return 0;
}

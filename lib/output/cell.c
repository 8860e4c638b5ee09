/* SPDX-License-Identifier: BSD-2-Clause */
#include "output/cell.h"

#include <string.h>

bool cell_is(const struct cell *cell, const char *word)
{
	size_t len = strlen(word);

	return cell->len == len && (!len || memcmp(cell->text, word, len) == 0);
}

int cell_elements(const struct cell *cell, cell_element_fn *fn, void *ctx)
{
	const char *p = cell->text, *end = p ? p + cell->len : NULL;

	while (p < end) {
		const char *stop = memchr(p, '\0', (size_t)(end - p));
		size_t len = (size_t)((stop ? stop : end) - p);
		int rc = fn(ctx, p, len);

		if (rc)
			return rc;
		p += len + 1;
	}
	return 0;
}

struct joined {
	struct buf *out;
	size_t count;
};

static int join_text(void *ctx, const char *text, size_t len)
{
	struct joined *j = ctx;

	buf_puts(j->out, j->count++ ? "," : "");
	buf_append(j->out, text, len);
	return 0;
}

/* Appends an element of a list of product codes.  Every second element is a
 * code, and the element before it is that code's type. */
static int join_codes(void *ctx, const char *text, size_t len)
{
	struct joined *j = ctx;
	bool is_code = j->count % 2;

	if (!is_code)
		buf_puts(j->out, j->count ? ",[" : "[");
	buf_append(j->out, text, len);
	buf_puts(j->out, is_code ? "]" : ": ");
	j->count++;
	return 0;
}

void cell_text(struct buf *out, const struct cell *cell)
{
	struct joined j = { .out = out };

	if (!cell->text)
		return;
	if (cell->column->kind == COLUMN_LIST)
		(void)cell_elements(cell, join_text, &j);
	else if (cell->column->kind == COLUMN_CODES)
		(void)cell_elements(cell, join_codes, &j);
	else
		buf_append(out, cell->text, cell->len);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/sorted.h"

#include <stdlib.h>
#include <string.h>

/* An item.  We find the item's keys after the last row has been added, because
 * rows may move in memory until then. */
struct sorted_item {
	size_t start, end;	/* offsets of the item's rows in `rows` */
	struct cell keys[2];
};

int sorted_add(struct sorted *s, bool first, const struct row *row,
	       const struct cell *cells, size_t count, struct err *err)
{
	size_t start = s->rows.packed.len;

	s->rows.packed.max = SORTED_MAX;
	if (rowbuf_add(&s->rows, row, cells, count, err))
		return err_hint(err, "--unsorted prints each row at once "
				"and needs less memory");
	if (!first && s->len) {
		s->items[s->len - 1].end = s->rows.packed.len;
		return 0;
	}
	if (s->len == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 64;
		struct sorted_item *items =
			realloc(s->items, cap * sizeof(*items));

		if (!items)
			return err_memory(err);
		s->items = items;
		s->cap = cap;
	}
	s->items[s->len++] = (struct sorted_item){ start, s->rows.packed.len,
						   { { 0 } } };
	return 0;
}

static const struct cell *find_cell(const struct cell *cells, size_t count,
				    const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(cells[i].column->name, name) == 0)
			return &cells[i];
	return NULL;
}

struct finding {
	struct sorted_item *item;
	const char *const *keys;
};

static int find_keys(void *ctx, const struct row *row, const struct cell *cells,
		     size_t count, struct err *err)
{
	struct finding *f = ctx;

	for (int k = 0; k < 2; k++) {
		const struct cell *key = find_cell(cells, count, f->keys[k]);

		if (key)
			f->item->keys[k] = *key;
	}
	return 0;
}

static int compare_cells(const struct cell *a, const struct cell *b)
{
	size_t len = a->len < b->len ? a->len : b->len;
	int order = len ? memcmp(a->text, b->text, len) : 0;

	if (order)
		return order;
	return a->len == b->len ? 0 : a->len < b->len ? -1 : 1;
}

static int compare_items(const void *one, const void *other)
{
	const struct sorted_item *a = one, *b = other;
	int order = compare_cells(&a->keys[0], &b->keys[0]);

	if (!order)
		order = compare_cells(&a->keys[1], &b->keys[1]);
	if (!order)
		order = a->start < b->start ? -1 : 1;
	return order;
}

int sorted_flush(struct sorted *s, const char *const keys[2], row_fn *fn,
		    void *ctx, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < s->len && !rc; i++) {
		struct finding f = { &s->items[i], keys };

		rc = rowbuf_first(&s->rows, s->items[i].start, find_keys, &f,
				err);
	}
	if (s->len && !rc)
		qsort(s->items, s->len, sizeof(*s->items), compare_items);
	for (size_t i = 0; i < s->len && !rc; i++)
		rc = rowbuf_between(&s->rows, s->items[i].start,
				  s->items[i].end, fn, ctx, err);
	rowbuf_clear(&s->rows);
	s->len = 0;
	return rc;
}

void sorted_release(struct sorted *s)
{
	rowbuf_release(&s->rows);
	free(s->items);
	s->items = NULL;
	s->len = s->cap = 0;
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/sift.h"

#include <string.h>

void sift_begin(struct sift *s, const struct row *rows, const char *resources)
{
	s->above = s->resource = NULL;
	s->count = 0;
	s->leaving_out = false;
	if (!resources)
		return;
	if (!*resources) {
		s->resource = rows;
		return;
	}
	s->above = rows;
	for (const struct row *r = rows->rows; r && r->path; r++)
		if (strcmp(r->path, resources) == 0)
			s->resource = r;
}

/* Keeps a copy of a row such as RESERVATION until the first resource below it
 * is printed. */
static int keep_waiting(struct sift *s, const struct cell *cells, size_t count,
			struct err *err)
{
	size_t at = 0;

	buf_clear(&s->texts);
	for (size_t i = 0; i < count; i++)
		if (cells[i].text)
			buf_append(&s->texts, cells[i].text, cells[i].len);
	if (buf_check(&s->texts, "row", err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		s->waiting[i] = cells[i];
		if (!cells[i].text)
			continue;
		s->waiting[i].text = buf_str(&s->texts) + at;
		at += cells[i].len;
	}
	s->count = count;
	return 0;
}

int sift_flush(struct sift *s, struct err *err)
{
	size_t count = s->count;

	/* A row that still waits has no printed resources.  If we have left out
	 * resources, we leave out the row too. */
	if (s->leaving_out)
		count = 0;
	s->count = 0;
	s->leaving_out = false;
	return count ? s->out(s->ctx, s->above, s->waiting, count, err) : 0;
}

/* Returns the cell with the id of the row's resource, or NULL. */
static const struct cell *id_of(const struct cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (cells[i].column->is_id && !cells[i].inherited)
			return &cells[i];
	return NULL;
}

int sift_row(struct sift *s, const struct row *row, const struct cell *cells,
	     size_t count, struct err *err)
{
	bool keep = true;

	/* A row such as RESERVATION begins an item, so the rows of the previous
	 * item are complete. */
	if (s->above && row == s->above) {
		if (sift_flush(s, err))
			return -1;
		return keep_waiting(s, cells, count, err);
	}
	if (s->resource && row == s->resource) {
		const struct cell *id = id_of(cells, count);

		if (id && s->keeps(s->ctx, id->text ? id->text : "",
				   id->len, &keep, err))
			return -1;
		s->leaving_out = !keep;
	}
	if (s->leaving_out)
		return 0;
	if (s->count && sift_flush(s, err))
		return -1;
	return s->out(s->ctx, row, cells, count, err);
}

void sift_release(struct sift *s)
{
	buf_release(&s->texts);
}

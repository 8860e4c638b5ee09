/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/listing.h"

#include <string.h>

/* Whether all columns up to the end of an element are empty; *ENTRIES gets
 * the layout's entries up to there, *COLUMNS the columns. */
static bool is_empty(const struct sql *q, int first,
		     const char *const *layout, int *entries, int *columns)
{
	bool empty = true;

	*columns = 0;
	for (*entries = 1; *layout[*entries] != '>'; (*entries)++)
		if (*sql_column(q, first + (*columns)++))
			empty = false;
	return empty;
}

/* Returns the column after the last that it wrote. */
static int write_columns(struct call *c, const struct sql *q, int first,
			 const char *const *layout)
{
	int entries, columns;

	for (; *layout; layout++) {
		const char *name = *layout;

		if (*name == '>') {
			markup_close(c->out);
		} else if (strncmp(name, "<?", 2) == 0 &&
			   is_empty(q, first, layout, &entries, &columns)) {
			layout += entries;
			first += columns;
		} else if (*name == '<') {
			markup_open(c->out, name + 1 + (name[1] == '?'));
		} else {
			const char *value = sql_column(q, first++);

			if (*value || *name == '!')
				markup_text(c->out, name + (*name == '!'),
					    value);
		}
	}
	return first;
}

static int write_row(struct call *c, const struct sql *q,
		     const struct listing_step *step, const char *id,
		     struct fault *fault)
{
	int column = 0;

	for (bool last = false; !last; step++) {
		column = write_columns(c, q, column, step->layout);
		if (step->list && listing_write(c, step->list, id, fault))
			return -1;
		last = step->last;
	}
	return 0;
}

int listing_write(struct call *c, const struct listing *list, const char *id,
		  struct fault *fault)
{
	bool item = list->name && !list->single;
	struct fault ignored;
	struct sql q;
	int rc = 0;

	if (list->name)
		markup_open(c->out, list->name);
	sql_start(&q, c->state, list->sql, SQL_VALUES(id));
	while (!rc && sql_next(&q)) {
		if (item)
			markup_open(c->out, "item");
		rc = write_row(c, &q, list->steps, id, fault);
		if (item)
			markup_close(c->out);
	}
	if (list->name)
		markup_close(c->out);
	if (call_sql_end(&q, rc ? &ignored : fault))
		return -1;
	return rc;
}

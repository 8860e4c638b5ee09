/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/listing.h"

bool listing_is_last(const struct element *e)
{
	return !e->name && !e->sql && !e->list;
}

void listing_columns(struct buf *out, const struct element *elements)
{
	const char *comma = "";

	for (const struct element *e = elements; !listing_is_last(e); e++) {
		if (!e->sql)
			continue;
		buf_printf(out, "%s%s", comma, e->sql);
		comma = ", ";
	}
}

int listing_start(struct sql *q, const struct call *c, const struct list *list,
		  const struct subject *subject, struct fault *fault)
{
	struct buf columns = { 0 };
	struct err err;
	int rc;

	listing_columns(&columns, list->elements);
	rc = buf_check(&columns, "statement", &err);
	if (!rc)
		sql_startf(q, c->state, SQL_VALUES(subject->id, c->account,
			   c->region, subject->owner, subject->key ?
			   subject->key : ""),
			   "SELECT %s FROM %s", buf_str(&columns), list->from);
	buf_release(&columns);
	return rc ? fault_internal(fault, &err) : 0;
}

/* Returns whether all columns from E's column to the next `>` are empty. */
static bool is_empty(const struct sql *q, int column, const struct element *e)
{
	for (; *e->name != '>'; e++)
		if (*sql_column(q, column++))
			return false;
	return true;
}

static void write_value(struct call *c, const char *name, const char *value)
{
	if (name && (*value || *name == '!'))
		markup_text(c->out, name + (*name == '!'), value);
}

int listing_row(struct call *c, const struct sql *q, int first,
		const struct element *elements, const struct subject *subject,
		struct fault *fault)
{
	int column = first;

	for (const struct element *e = elements; !listing_is_last(e); e++) {
		if (e->list) {
			struct subject inner = *subject;

			inner.key = sql_column(q, first);
			if (e->list->name &&
			    listing_write(c, e->list, &inner, fault))
				return -1;
		} else if (e->sql) {
			write_value(c, e->name, sql_column(q, column++));
		} else if (*e->name == '>') {
			markup_close(c->out);
		} else if (e->name[1] != '?') {
			markup_open(c->out, e->name + 1);
		} else if (!is_empty(q, column, e + 1)) {
			markup_open(c->out, e->name + 2);
		} else {
			while (*e->name != '>')
				column += (e++)->sql != NULL;
		}
	}
	return 0;
}

int listing_write(struct call *c, const struct list *list,
		  const struct subject *subject, struct fault *fault)
{
	bool item = list->name && !list->single, more, named;
	struct sql q;
	int rc = 0;

	if (listing_start(&q, c, list, subject, fault))
		return -1;
	more = sql_next(&q);
	named = list->name && (more || !list->optional);
	if (named)
		markup_open(c->out, list->name);
	for (; !rc && more; more = sql_next(&q)) {
		if (item)
			markup_open(c->out, "item");
		rc = listing_row(c, &q, 0, list->elements, subject, fault);
		if (item)
			markup_close(c->out);
	}
	if (named)
		markup_close(c->out);
	return call_sql_end(&q, rc, fault);
}

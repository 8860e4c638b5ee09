/* SPDX-License-Identifier: BSD-2-Clause */
#include "state/dump.h"

#include <string.h>

#include "kinds/catalog.h"
#include "state/passing.h"

/* Appends VALUE.  Escapes backslashes, tabs, line ends and bytes of SPECIAL. */
static void escape(struct buf *out, const char *value, const char *special)
{
	static const char raw[] = "\t\n\r", letters[] = "tnr";

	for (; *value; value++) {
		const char *at = strchr(raw, *value);

		if (at || *value == '\\' || strchr(special, *value))
			buf_putc(out, '\\');
		buf_putc(out, at ? letters[at - raw] : *value);
	}
}

/* Appends the parts of an element, separated by `:`.  Leaves out empty parts at
 * the end, except the first part and, for a volume, the second part. */
static void make_parts(struct buf *out, const struct column *f,
		       const struct sql *q)
{
	bool is_device = f->parts == KIND_DEVICE && !*sql_column(q, 1);
	int first = is_device ? 2 : 1, end = sql_count(q);

	if (f->parts == KIND_DEVICE && !is_device)
		end = 2;
	while (end > first + 1 + is_device && !*sql_column(q, end - 1))
		end--;
	for (int i = first; i < end; i++) {
		if (i > first)
			buf_putc(out, ':');
		escape(out, sql_column(q, i), f->parts == KIND_PAIR ? "," :
					      ",:");
	}
}

static int make_list(struct state *s, const struct column *f,
		     const char *first, struct buf *out, struct err *err)
{
	bool is_pair = f->parts != KIND_WHOLE;
	struct sql q;

	sql_start(&q, s, f->select, SQL_VALUES(first));
	while (sql_next(&q)) {
		if (out->len)
			buf_putc(out, ',');
		escape(out, sql_column(&q, 0), is_pair ? ",=" : ",");
		if (is_pair) {
			buf_putc(out, '=');
			make_parts(out, f, &q);
		}
	}
	return sql_end(&q, err);
}

static int dump_row(struct state *s, const struct kind *kind,
		    const struct sql *q, struct buf *out, struct err *err)
{
	const char *first = sql_column(q, 0);
	struct buf value = { 0 };
	int column = 0, rc = 0;

	buf_puts(out, kind->name);
	for (const struct column *f = kind->columns; f->field && !rc; f++) {
		buf_clear(&value);
		if (f->insert)
			rc = make_list(s, f, first, &value, err);
		else
			escape(&value, sql_column(q, column++), "");
		if (!rc && (!f->fallback ||
			    strcmp(f->fallback, buf_str(&value)) != 0))
			buf_printf(out, "\t%s=%s", f->field, buf_str(&value));
		if (value.failed)
			out->failed = true;
	}
	buf_putc(out, '\n');
	buf_release(&value);
	return rc;
}

static int dump_kind(struct state *s, const struct kind *k, struct buf *out,
		     struct err *err)
{
	struct buf columns = { 0 };
	struct err ignored;
	struct sql q;
	int rc;

	catalog_columns(&columns, k);
	rc = buf_check(&columns, "statement", err);
	if (!rc) {
		sql_startf(&q, s, SQL_VALUES(NULL), "SELECT %s FROM %s "
			   "WHERE rowid > %d ORDER BY rowid",
			   buf_str(&columns), k->table, k->fixed);
		while (!rc && sql_next(&q))
			rc = dump_row(s, k, &q, out, err);
		if (sql_end(&q, rc ? &ignored : err))
			rc = -1;
	}
	buf_release(&columns);
	return rc;
}

int dump_state(struct state *s, struct buf *out, struct err *err)
{
	if (passing_settle(s, false, err))
		return -1;
	for (const struct kind *const *k = catalog_all; *k; k++)
		if (dump_kind(s, *k, out, err))
			return -1;
	return buf_check(out, "state", err);
}

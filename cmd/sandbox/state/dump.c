/* SPDX-License-Identifier: BSD-2-Clause */
#include "state/dump.h"

#include <string.h>

#include "state/seed_kinds.h"

/* Appends VALUE, with a backslash before the bytes of SPECIAL. */
static void escape(struct buf *out, const char *value, const char *special)
{
	for (; *value; value++) {
		if (*value == '\t' || *value == '\n' || *value == '\r') {
			buf_putc(out, '\\');
			buf_putc(out, *value == '\t' ? 't' :
				      *value == '\n' ? 'n' : 'r');
			continue;
		}
		if (*value == '\\' || strchr(special, *value))
			buf_putc(out, '\\');
		buf_putc(out, *value);
	}
}

static int make_list(struct state *s, const struct seed_field *f,
		     const char *first, struct buf *out, struct err *err)
{
	bool is_pair = f->parts != SEED_WHOLE;
	struct sql q;

	sql_start(&q, s, f->select, SQL_VALUES(first));
	while (sql_next(&q)) {
		if (out->len)
			buf_putc(out, ',');
		escape(out, sql_column(&q, 0), is_pair ? ",=" : ",");
		if (is_pair) {
			buf_putc(out, '=');
			escape(out, sql_column(&q, 1), ",");
		}
	}
	return sql_end(&q, err);
}

static int dump_row(struct state *s, const struct seed_kind *kind,
		    const struct sql *q, struct buf *out, struct err *err)
{
	const char *first = sql_column(q, 0);
	struct buf value = {0};
	int column = 0, rc = 0;

	buf_puts(out, kind->name);
	for (const struct seed_field *f = kind->fields; f->name && !rc; f++) {
		buf_clear(&value);
		if (f->insert)
			rc = make_list(s, f, first, &value, err);
		else
			escape(&value, sql_column(q, column++), "");
		if (!rc && (!f->otherwise ||
			    strcmp(f->otherwise, buf_str(&value)) != 0))
			buf_printf(out, "\t%s=%s", f->name, buf_str(&value));
		if (value.failed)
			out->failed = true;
	}
	buf_putc(out, '\n');
	buf_release(&value);
	return rc;
}

int dump_state(struct state *s, struct buf *out, struct err *err)
{
	for (const struct seed_kind *k = seed_kinds; k->name; k++) {
		struct sql q;
		struct err ignored;
		int rc = 0;

		sql_start(&q, s, k->select, SQL_VALUES(NULL));
		while (!rc && sql_next(&q))
			rc = dump_row(s, k, &q, out, err);
		if (sql_end(&q, rc ? &ignored : err) || rc)
			return -1;
	}
	return buf_check(out, "state", err);
}

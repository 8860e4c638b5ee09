/* SPDX-License-Identifier: BSD-2-Clause */
#include "rows.h"

#include <string.h>

#include "base/codec.h"
#include "cli/program.h"

static int print_headings(struct audit *a, const struct row *rows,
			  struct err *err)
{
	struct buf text = { 0 };
	int rc;

	if (!a->settings.headings)
		return 0;
	buf_puts(&text, buf_str(&a->choice.headings));
	if (!text.len)
		row_headings(&text, rows, NULL);
	rc = buf_check(&text, "headings", err) ? -1 :
	     out_headings(&a->out, buf_str(&text), err);
	buf_release(&text);
	return rc;
}

/* Returns whether the audit has a row to print.  Without a row, rows_print
 * prints no headings either, so that cron sends no mail. */
static bool has_rows(const struct audit *a)
{
	size_t i = 0;

	while (i < a->list.len && !a->program->shows(a, &a->list.items[i]))
		i++;
	return i < a->list.len;
}

int rows_print(struct audit *a, struct err *err)
{
	const struct row *rows = a->program->rows;
	struct cell cells[ROW_COLUMNS_MAX];
	size_t count = 0;

	while (rows->columns[count].column.name)
		count++;
	if (!has_rows(a))
		return 0;
	if (print_headings(a, rows, err))
		return -1;
	for (size_t i = 0; i < a->list.len; i++) {
		const struct item *item = &a->list.items[i];

		if (!a->program->shows(a, item))
			continue;
		for (size_t k = 0; k < count; k++) {
			const struct column *c = &rows->columns[k].column;

			cells[k] = (struct cell){ .column = c,
						  .hidden = c->hidden };
		}
		a->program->cells(a, item, cells);
		if (out_row(&a->out, NULL, cells, count, err))
			return -1;
	}
	return out_end(&a->out, err);
}

/* Returns whether -i names the instance.  Without -i, returns true for every
 * instance. */
static bool is_selected(const struct audit *a, const char *id)
{
	bool any = false;

	for (size_t i = 0; i < a->args.len; i++) {
		const struct opt_given *g = &a->args.given[i];

		if (!g->opt->name || strcmp(g->opt->name, "instance") != 0)
			continue;
		if (strcmp(g->value, id) == 0)
			return true;
		any = true;
	}
	return !any;
}

static int on_change(void *ctx, const struct store_change *c, struct err *err)
{
	struct audit *a = ctx;
	const struct row_column *columns = a->program->history_rows->columns;
	char when[CODEC_EXTENDED_SIZE];
	bool gone = strcmp(c->state, "gone") == 0;
	const char *const texts[] = {
		when, c->change, c->code, c->id,
		gone && a->out.format == OUT_JSON ? "" : c->state,
		c->owner, c->label, c->account, c->region,
	};
	struct cell cells[sizeof(texts) / sizeof(*texts)];

	if (!is_selected(a, c->id))
		return 0;
	codec_time_extended((time_t)c->time, when);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		cells[i] = (struct cell){ &columns[i].column, texts[i],
					  strlen(texts[i]) };
	return out_row(&a->out, NULL, cells, sizeof(cells) / sizeof(*cells),
		       err);
}

int rows_history(struct audit *a, struct err *err)
{
	const struct store_key key = audit_key(a);

	if (print_headings(a, a->program->history_rows, err) ||
	    store_history(a->store, &key, on_change, a, err) ||
	    out_end(&a->out, err))
		return -1;
	return program_close(&a->out, err);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "monitor.h"

#include <string.h>

#include "cli/program.h"
#include "output/escape.h"

enum { OK, WARNING, CRITICAL, UNKNOWN };

enum { IDS_SHOWN = 5 };

static const char *const status_words[] = {
	[OK] = "OK", [WARNING] = "WARNING", [CRITICAL] = "CRITICAL",
	[UNKNOWN] = "UNKNOWN",
};

/* The states of Nagios, from best to worst. */
static const int by_weight[] = { OK, WARNING, UNKNOWN, CRITICAL };

static int find_status(const struct audit *a)
{
	/* If a target could not be asked, the status is UNKNOWN or CRITICAL. */
	size_t worst = a->partial ? 2 : 0;

	for (size_t i = 0; i < a->list.len; i++) {
		size_t w = 0;

		if (!a->list.items[i].listed)
			continue;
		while (by_weight[w] != audit_group(a, &a->list.items[i])
				       ->severity)
			w++;
		worst = w > worst ? w : worst;
	}
	return by_weight[worst];
}

/* Appends TEXT in escaped form.  Replaces each | by /, because Nagios reads the
 * text after a | as performance data. */
static void put_plain(struct buf *out, const char *text)
{
	size_t at = out->len;

	escape_text(out, text, strlen(text));
	for (; at < out->len && !out->failed; at++)
		if (out->data[at] == '|')
			out->data[at] = '/';
}

static void put_named(const struct audit *a, struct buf *out, int status)
{
	size_t named = 0, all = 0;

	for (size_t i = 0; i < a->list.len; i++) {
		const struct item *item = &a->list.items[i];

		if (!item->listed ||
		    audit_group(a, item)->severity != status || !status)
			continue;
		if (++all > IDS_SHOWN)
			continue;
		buf_puts(out, named++ ? ", " : ": ");
		put_plain(out, item->id);
		if (!*item->label)
			continue;
		buf_puts(out, " (");
		put_plain(out, item->label);
		buf_putc(out, ')');
	}
	if (all > named)
		buf_printf(out, " and %zu more", all - named);
}

/* Appends the reason for an unknown state to the line, because a monitor does
 * not show standard error. */
static void put_reason(const struct audit *a, struct buf *out)
{
	const char *reason = a->reason.len ? buf_str(&a->reason)
			   : a->partial ? "some regions or accounts could not "
					  "be asked" : "";

	if (*reason)
		buf_puts(out, "; ");
	put_plain(out, reason);
}

int monitor_print(struct audit *a, struct err *err)
{
	struct buf *out = &a->out.pending;
	int status = find_status(a);
	const char *space = " ";

	a->run.status = status;
	put_plain(out, status_words[status]);
	for (const struct audit_group *g = a->program->groups; g->key; g++) {
		size_t n = audit_count(a, g);

		if (!n && g != a->program->groups)
			continue;
		buf_printf(out, "%s%zu %s", space, n, g->words);
		space = ", ";
	}
	put_named(a, out, status);
	if (status == UNKNOWN)
		put_reason(a, out);
	buf_puts(out, " |");
	for (const struct audit_group *g = a->program->groups; g->key; g++)
		buf_printf(out, " %s=%zu;;;0", g->metric, audit_count(a, g));
	buf_putc(out, '\n');
	return program_close(&a->out, err);
}

int monitor_unknown(struct audit *a, const struct err *err)
{
	struct err ignored;

	buf_clear(&a->out.pending);
	put_plain(&a->out.pending, status_words[UNKNOWN]);
	buf_putc(&a->out.pending, ' ');
	put_plain(&a->out.pending, err->text);
	put_reason(a, &a->out.pending);
	buf_putc(&a->out.pending, '\n');
	(void)program_close(&a->out, &ignored);
	if (err->hint[0])
		program_say(NULL, err->hint);
	return UNKNOWN;
}

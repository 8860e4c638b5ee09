/* SPDX-License-Identifier: BSD-2-Clause */
#include "audit.h"

#include <string.h>

#include "cli/program.h"

const struct audit_group *audit_group(const struct audit *a,
				      const struct item *item)
{
	const struct audit_group *g = a->program->groups;
	const char *key = a->program->group(item);

	while (g[1].key && strcmp(g->key, key) != 0)
		g++;
	return g;
}

size_t audit_count(const struct audit *a, const struct audit_group *group)
{
	size_t count = 0;

	for (size_t i = 0; i < a->list.len; i++)
		count += a->list.items[i].listed &&
			 audit_group(a, &a->list.items[i]) == group;
	return count;
}

struct store_key audit_key(const struct audit *a)
{
	return (struct store_key){ a->program->kind, buf_str(&a->code),
				   buf_str(&a->listpath),
				   buf_str(&a->targets) };
}

void audit_targets(const struct audit *a,
		   const char *(*fn)(const struct session *s),
		   const char *separator, struct buf *out)
{
	struct seen texts = { 0 };
	struct err ignored;

	for (size_t i = 0; i < session_count(a->set); i++) {
		const char *text = fn(session_get(a->set, i));
		bool before = false;

		if (seen_add(&texts, text, strlen(text), &before, &ignored))
			out->failed = true;
		if (!before)
			buf_printf(out, "%s%s", i ? separator : "", text);
	}
	seen_release(&texts);
}

void audit_fill(struct cell *cell, const char *text)
{
	cell->text = text;
	cell->len = strlen(text);
}

enum { FAILURES_MAX = 10 };

/* PLACE is the name of the target that had the failure TEXT.  Returns whether
 * to print the failure: with -v, always; without -v, once for each pair of
 * PLACE and TEXT, and for at most FAILURES_MAX pairs. */
static bool is_printed(struct audit *a, const char *place, const char *text)
{
	struct buf failure = { 0 };
	struct err ignored;
	bool before = true;

	buf_printf(&failure, "%s: %s", place, text);
	if (a->printed.count < FAILURES_MAX &&
	    seen_add(&a->printed, buf_str(&failure), failure.len, &before,
		     &ignored))
		before = false;
	buf_release(&failure);
	return !before || a->settings.verbose;
}

void audit_fail(struct audit *a, const struct session *s, const struct job *job,
		const struct exchange_result *result, const char *id)
{
	const char *place = session_count(a->set) > 1 ? session_name(s) : "";
	struct buf who = { 0 }, text = { 0 };
	struct err err;

	session_words(s, job, result, &text, &err);
	if (is_printed(a, place, buf_str(&text))) {
		if (a->line)
			buf_printf(&who, "%s %s%s", a->line->profile,
				   a->line->code, *place || *id ? ": " : "");
		buf_printf(&who, "%s%s%s", place, *place && *id ? ": " : "",
			   id);
		program_say(who.len ? buf_str(&who) : a->program->name,
			    buf_str(&text));
		if (!a->reason.len)
			buf_printf(&a->reason, "%s%s%s", buf_str(&who),
				   who.len ? ": " : "", buf_str(&text));
		if (*err.hint)
			program_say(NULL, err.hint);
	} else {
		a->unprinted++;
	}
	buf_release(&who);
	buf_release(&text);
}

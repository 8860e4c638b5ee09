/* SPDX-License-Identifier: BSD-2-Clause */
#include "audit.h"

#include <string.h>

#include "cli/program.h"

const char *audit_option(const struct audit *a, const char *name)
{
	const char *value = NULL;

	for (size_t i = 0; i < a->args.len; i++)
		if (a->args.given[i].opt->name &&
		    strcmp(a->args.given[i].opt->name, name) == 0)
			value = a->args.given[i].value;
	return value;
}

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

void audit_fill(struct cell *cell, const char *text)
{
	cell->text = text;
	cell->len = strlen(text);
}

enum { KINDS_MAX = 10 };

static void complain_once(struct audit *a, const char *id, const char *text,
			  const char *hint)
{
	const char *p = buf_str(&a->texts), *end = p + a->texts.len;

	for (; p < end; p += strlen(p) + 1)
		if (strcmp(p, text) == 0)
			break;
	if ((p < end || a->kinds >= KINDS_MAX) && !a->settings.verbose) {
		a->more++;
		return;
	}
	if (p >= end) {
		buf_append(&a->texts, text, strlen(text) + 1);
		a->kinds++;
	}
	program_say(*id ? id : a->program->name, text);
	if (hint && *hint)
		program_say(NULL, hint);
}

void audit_fail(struct audit *a, const struct session *s, const struct job *job,
		const struct exchange_result *result, const char *id)
{
	struct buf text = {0};
	struct err err;

	session_words(s, job, result, &text, &err);
	complain_once(a, id, buf_str(&text), err.hint);
	buf_release(&text);
}

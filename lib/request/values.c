/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/values.h"

#include <string.h>

#include "base/ascii.h"

void values_init(struct values *v, const struct opt_args *args,
		 struct lines *lines, enum opt_use use)
{
	v->args = args;
	v->before.texts.max = VALUES_REMEMBERED_MAX;
	for (size_t i = 0; i < args->len; i++) {
		if (args->given[i].opt->use != use)
			continue;
		v->opt = args->given[i].opt;
		v->count++;
	}
	if (v->opt && args->from_stdin == v->opt)
		v->lines = lines;
}

static int next_given(struct values *v, bool wait, enum lines_state *state,
		      const char **value, struct err *err)
{
	*state = LINES_END;
	if (!v->opt)
		return 0;
	for (; v->at < v->args->len; v->at++) {
		const struct opt_given *g = &v->args->given[v->at];

		if (g->opt != v->opt)
			continue;
		/* A `-` may come before or after other values. */
		if (v->lines && strcmp(g->value, "-") == 0) {
			if (v->skips_lines)
				continue;
			if ((wait ? lines_wait : lines_next)(v->lines, state,
							     value, err))
				return -1;
			v->line = v->lines->number;
			if (*state != LINES_END)
				return 0;
			continue;
		}
		v->line = 0;
		*value = g->value;
		*state = LINES_ONE;
		v->at++;
		return 0;
	}
	return 0;
}

/* Sets *BEFORE to whether VALUE repeats an earlier value of the operand.
 * Remembers VALUE for later calls.  Once the values take VALUES_REMEMBERED_MAX
 * bytes, remembers no further values, so that their repeats count as new. */
static int given_before(struct values *v, const char *value, bool *before,
			struct err *err)
{
	const bool exact = v->opt->exact;

	*before = false;
	if (!opt_is_operand(v->opt))
		return 0;
	buf_clear(&v->key);
	for (const char *p = value; *p; p++)
		buf_putc(&v->key, exact ? *p : ascii_lower(*p));
	if (buf_check(&v->key, "value", err))
		return -1;
	if (seen_add(&v->before, buf_str(&v->key), v->key.len, before, err))
		return err->kind == ERR_LIMIT ? 0 : -1;
	return 0;
}

/* Reads the next value.  Skips repeated values of an operand. */
static int read_value(struct values *v, bool wait, enum lines_state *state,
		      const char **value, struct err *err)
{
	bool before;

	do {
		before = false;
		if (next_given(v, wait, state, value, err))
			return -1;
		if (*state == LINES_ONE &&
		    given_before(v, *value, &before, err))
			return -1;
	} while (before);
	return 0;
}

int values_keep(struct values *v, struct err *err)
{
	enum lines_state state;
	const char *value;

	if (!v->opt || v->keeps)
		return 0;
	do {
		if (read_value(v, true, &state, &value, err))
			return -1;
		if (state == LINES_ONE && params_add(&v->kept, "", value, err))
			return -1;
	} while (state == LINES_ONE);
	v->keeps = true;
	return 0;
}

int values_next(struct values *v, enum lines_state *state,
		const char **value, struct err *err)
{
	if (!v->keeps)
		return read_value(v, false, state, value, err);
	v->line = 0;
	*state = v->kept_at < v->kept.len ? LINES_ONE : LINES_END;
	if (*state == LINES_ONE)
		*value = params_value(&v->kept, v->kept_at++);
	return 0;
}

unsigned long values_count(const struct values *v)
{
	unsigned long ahead = v->lines ? lines_ahead(v->lines) : 0;

	if (v->keeps)
		return v->kept.len;
	if (v->lines && !ahead)
		return 0;
	return ahead + v->count - (v->lines ? 1 : 0);
}

void values_release(struct values *v)
{
	params_release(&v->kept);
	seen_release(&v->before);
	buf_release(&v->key);
}

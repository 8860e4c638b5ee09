/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* EC2's bound on the values of all filters. */
enum { VALUES_MAX = 200 };

struct filter {
	long n;
	const char *name;
	const char *key;	/* after `:` in the name, or "" */
	const struct filter_kind *kind;
};

struct filters {
	struct call_list names, values;
	struct filter *all;	/* one for each name */
};

static size_t character(const char *text)
{
	size_t n = utf8_sequence(text, strnlen(text, 4), NULL);

	return n ? n : 1;
}

/* After a mismatch, the last star takes one character more and matching goes on
 * from there.  Compares whole characters, as `*` and `?` do: otherwise an
 * earlier star would have to be tried again. */
bool filter_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *resume = NULL;

	while (*text) {
		bool escaped = *pattern == '\\' && pattern[1];
		size_t len = character(text);

		if (*pattern == '*') {
			star = ++pattern;
			resume = text;
		} else if (*pattern == '?') {
			pattern++;
			text += len;
		} else if (strncmp(pattern + escaped, text, len) == 0) {
			pattern += len + escaped;
			text += len;
		} else if (star) {
			pattern = star;
			text = resume += character(resume);
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

static const struct filter_kind *find_filter(const struct filter_kind *kinds,
					     const char *name, const char **key)
{
	for (; kinds->name; kinds++) {
		size_t len = strlen(kinds->name);

		*key = "";
		if (strcmp(kinds->name, name) == 0)
			return kinds;
		*key = name + len;
		if (kinds->name[len - 1] == ':' &&
		    strncmp(kinds->name, name, len) == 0)
			return kinds;
	}
	return NULL;
}

static int read_names(struct filters *f, const struct filter_kind *kinds,
		      struct fault *fault)
{
	f->all = calloc(f->names.len + 1, sizeof(*f->all));
	if (!f->all)
		return fault_set(fault, FAULT_INTERNAL, "out of memory");
	for (size_t i = 0; i < f->names.len; i++) {
		struct filter *one = &f->all[i];

		one->n = f->names.items[i].n;
		one->name = f->names.items[i].value;
		one->kind = find_filter(kinds, one->name, &one->key);
		if (!one->kind)
			return fault_set(fault, FAULT_PARAMETER_VALUE,
					 "The filter '%s' is invalid",
					 one->name);
	}
	return 0;
}

/* Each name has a value, and each value a name. */
static int check_values(const struct filters *f, struct fault *fault)
{
	size_t at = 0;

	if (f->values.len > VALUES_MAX)
		return fault_set(fault, FAULT_FILTER_LIMIT, "The maximum "
				 "number of filter values specified on a "
				 "single call is %d", VALUES_MAX);
	for (size_t i = 0; i < f->names.len; i++) {
		size_t before = at;

		while (at < f->values.len &&
		       f->values.items[at].n == f->all[i].n)
			at++;
		if (at == before)
			return fault_set(fault, FAULT_PARAMETER_VALUE,
					 "The filter '%s' has no value",
					 f->all[i].name);
	}
	if (at < f->values.len)
		return fault_set(fault, FAULT_PARAMETER_VALUE,
				 "The filter number %ld has no name",
				 f->values.items[at].n);
	return 0;
}

int filters_new(struct filters **out, const struct call *c,
		const struct filter_kind *kinds, struct fault *fault)
{
	struct filters *f = calloc(1, sizeof(*f));

	if (!f)
		return fault_set(fault, FAULT_INTERNAL, "out of memory");
	if (call_list(c, "Filter.N.Name", &f->names, fault) ||
	    call_list(c, "Filter.N.Value.N", &f->values, fault) ||
	    read_names(f, kinds, fault) || check_values(f, fault)) {
		filters_free(f);
		return -1;
	}
	*out = f;
	return 0;
}

void filters_free(struct filters *f)
{
	if (!f)
		return;
	call_list_release(&f->names);
	call_list_release(&f->values);
	free(f->all);
	free(f);
}

static bool value_passes(const struct filters *f, const struct filter *one,
			 const char *value)
{
	for (size_t i = 0; i < f->values.len; i++)
		if (f->values.items[i].n == one->n &&
		    filter_matches(f->values.items[i].value, value))
			return true;
	return false;
}

int filters_pass(const struct filters *f, const struct call *c,
		 const char *id, bool *passes, struct fault *fault)
{
	*passes = true;
	for (size_t i = 0; i < f->names.len && *passes; i++) {
		const struct filter *one = &f->all[i];
		struct sql q;

		*passes = false;
		sql_start(&q, c->state, one->kind->sql,
			  SQL_VALUES(id, one->key));
		while (!*passes && sql_next(&q))
			*passes = value_passes(f, one, sql_column(&q, 0));
		if (call_sql_end(&q, fault))
			return -1;
	}
	return 0;
}

bool filters_value(const struct filters *f, const char *name,
		   const char *value)
{
	for (size_t i = 0; i < f->names.len; i++)
		if (strcmp(f->all[i].name, name) == 0 &&
		    !value_passes(f, &f->all[i], value))
			return false;
	return true;
}

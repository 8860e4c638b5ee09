/* SPDX-License-Identifier: BSD-2-Clause */
/* A signed request on its way through an action, and its parameters. */
#include "call.h"

#include <stdlib.h>
#include <string.h>

/* Digits of the largest number of a list's element. */
enum { DIGITS_MAX = 6 };

bool call_matches(const char *pattern, const char *name, long *n)
{
	const char *start = pattern;

	*n = 0;
	while (*pattern) {
		bool number = *pattern == 'N' && pattern > start &&
			      pattern[-1] == '.' &&
			      (!pattern[1] || pattern[1] == '.');
		size_t digits;

		if (!number) {
			if (*pattern++ != *name++)
				return false;
			continue;
		}
		digits = strspn(name, "0123456789");
		if (!digits || digits > DIGITS_MAX || *name == '0')
			return false;
		while (digits--)
			*n = *n * 10 + (*name++ - '0');
		pattern++;
	}
	return !*name;
}

static int by_number(const void *a, const void *b)
{
	const struct call_item *x = a, *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

int call_list(const struct call *c, const char *pattern,
	      struct call_list *out, struct fault *fault)
{
	out->items = NULL;
	out->len = 0;
	for (size_t i = 0; i < c->params->len; i++) {
		long n;

		if (!call_matches(pattern, params_name(c->params, i), &n))
			continue;
		if (!out->items)
			out->items = calloc(c->params->len - i,
					    sizeof(*out->items));
		if (!out->items)
			return fault_set(fault, FAULT_INTERNAL,
					 "out of memory");
		out->items[out->len].n = n;
		out->items[out->len++].value = params_value(c->params, i);
	}
	if (out->len)
		qsort(out->items, out->len, sizeof(*out->items), by_number);
	return 0;
}

void call_list_release(struct call_list *list)
{
	free(list->items);
	list->items = NULL;
	list->len = 0;
}

int call_need(const struct call *c, const char *name, const char **out,
	      struct fault *fault)
{
	*out = params_get(c->params, name);
	if (*out && **out)
		return 0;
	return fault_set(fault, FAULT_MISSING_PARAMETER,
			 "The request must contain the parameter %s", name);
}

int call_bool(const struct call *c, const char *name, bool *out,
	      struct fault *fault)
{
	const char *value = params_get(c->params, name);

	*out = value && strcmp(value, "true") == 0;
	if (!value || *out || strcmp(value, "false") == 0)
		return 0;
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			 "parameter %s is invalid. It must be true or false",
			 value, name);
}

bool call_is_id(const char *id, const char *prefix)
{
	size_t skip = strlen(prefix), digits;

	if (strncmp(id, prefix, skip) != 0)
		return false;
	digits = strspn(id + skip, "0123456789abcdef");
	return !id[skip + digits] && (digits == 8 || digits == 17);
}

int call_sql_end(struct sql *q, struct fault *fault)
{
	struct err err;

	return sql_end(q, &err) ? fault_internal(fault, &err) : 0;
}

int call_sql(const struct call *c, const char *text,
	     const char *const *values, struct fault *fault)
{
	struct err err;

	if (sql_run(c->state, text, values, &err))
		return fault_internal(fault, &err);
	return 0;
}

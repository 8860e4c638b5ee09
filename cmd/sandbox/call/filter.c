/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "values/text.h"

/* EC2's limit for the number of values in all filters of a request. */
enum { VALUES_MAX = 200 };

/* A filter compares its values with a column of the resource or of a list's
 * rows.  If the filter has a key, it ignores rows with other keys. */
struct filter {
	long n;				/* the N in Filter.N.Name */
	const char *name;
	const struct list *list;	/* the list with the rows, or NULL to
					 * compare the resource */
	int column;			/* its number, or -1 if no resource has
					 * this property */
	const char *key;		/* the KEY of `tag:KEY`, or NULL */
	int key_column;
};

struct filters {
	struct call_list names, values;
	struct filter *all;	/* one filter for each name */
};

static size_t character(const char *text)
{
	size_t n = utf8_sequence(text, strnlen(text, 4), NULL);

	return n ? n : 1;
}

/* After a mismatch, lets the last `*` before it match one more character.
 * Earlier stars keep their matches.  `?` matches a character, not a byte. */
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

/* Searches ELEMENTS and their lists for the element that F compares. */
static bool find_filter(struct filter *f, const struct element *elements,
		 const struct list *list)
{
	int column = 0;

	for (const struct element *e = elements; !listing_is_last(e); e++) {
		if (e->filter && strcmp(e->filter, f->name) == 0) {
			f->list = list;
			f->column = column;
			return true;
		}
		if (e->list && !list &&
		    find_filter(f, e->list->elements, e->list))
			return true;
		column += e->sql != NULL;
	}
	return false;
}

static bool is_unset(struct filter *f, const struct kind *kind)
{
	f->column = -1;
	return kind->unset && text_is_one_of(kind->unset, f->name);
}

/* Finds the columns for `tag:KEY`.  Returns false for any other filter. */
static bool find_tag(struct filter *f, const struct kind *kind)
{
	struct filter key = { .name = kind->type ? "tag-key" : "key" };

	if (strncmp(f->name, "tag:", strlen("tag:")) != 0 ||
	    !find_filter(&key, kind->elements, NULL))
		return false;
	f->list = key.list;
	f->key = f->name + strlen("tag:");
	f->key_column = key.column;
	f->column = key.column + 1;
	return true;
}

static int read_names(struct filters *f, const struct kind *kind,
		      struct fault *fault)
{
	f->all = calloc(f->names.len + 1, sizeof(*f->all));
	if (!f->all)
		return fault_set(fault, FAULT_INTERNAL, "out of memory");
	for (size_t i = 0; i < f->names.len; i++) {
		struct filter *one = &f->all[i];

		one->n = f->names.items[i].n;
		one->name = f->names.items[i].value;
		if (!find_filter(one, kind->elements, NULL) &&
		    !find_tag(one, kind) && !is_unset(one, kind))
			return fault_set(fault, FAULT_PARAMETER_VALUE,
					 "The filter '%s' is invalid",
					 one->name);
	}
	return 0;
}

/* Refuses too many values, names without values, and values without names. */
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
		const struct kind *kind, struct fault *fault)
{
	struct filters *f = calloc(1, sizeof(*f));

	if (!f)
		return fault_set(fault, FAULT_INTERNAL, "out of memory");
	if (call_list(c, "Filter.N.Name", &f->names, fault) ||
	    call_list(c, "Filter.N.Value.N", &f->values, fault) ||
	    read_names(f, kind, fault) || check_values(f, fault)) {
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

static bool row_passes(const struct filters *f, const struct filter *one,
		       const struct sql *q, int first)
{
	if (one->column < 0)
		return false;
	if (one->key && strcmp(sql_column(q, first + one->key_column),
			       one->key) != 0)
		return false;
	return value_passes(f, one, sql_column(q, first + one->column));
}

int filters_pass(const struct filters *f, const struct call *c,
		 const struct sql *q, int first, const struct subject *subject,
		 bool *passes, struct fault *fault)
{
	*passes = true;
	for (size_t i = 0; i < f->names.len && *passes; i++) {
		const struct filter *one = &f->all[i];
		struct sql list;

		*passes = !one->list && row_passes(f, one, q, first);
		if (!one->list)
			continue;
		if (listing_start(&list, c, one->list, subject, fault))
			return -1;
		while (!*passes && sql_next(&list))
			*passes = row_passes(f, one, &list, 0);
		if (call_sql_end(&list, 0, fault))
			return -1;
	}
	return 0;
}

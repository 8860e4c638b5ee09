/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The filters of a request, Filter.N.Name and Filter.N.Value.M.
 *
 * A thing passes if, for each filter, it has a value that matches one of the
 * filter's values.  `*` matches any text, `?` one character, and a backslash
 * makes the next character literal.
 */
#ifndef FILTER_H
#define FILTER_H

#include <stdbool.h>

#include "call/call.h"

/* A filter's name, and the statement whose rows are a thing's values: ?1 is the
 * thing's id, ?2 the text after `:` in the name. */
struct filter_kind {
	const char *name;
	const char *sql;
};

/* The parameters that filters come in, for an action's list. */
#define FILTER_PARAMETERS "Filter.N.Name", "Filter.N.Value.N"

struct filters;

/* Reads what the request has; KINDS ends with a NULL name.  The caller frees
 * with filters_free, which takes NULL too. */
int filters_new(struct filters **out, const struct call *c,
		const struct filter_kind *kinds, struct fault *fault);
void filters_free(struct filters *f);

/* *PASSES says whether the thing with that id passes all of them. */
int filters_pass(const struct filters *f, const struct call *c,
		 const char *id, bool *passes, struct fault *fault);

/* The same for a filter NAME that is about one given VALUE. */
bool filters_value(const struct filters *f, const char *name,
		   const char *value);

/* Whether TEXT matches PATTERN. */
bool filter_matches(const char *pattern, const char *text);

#endif

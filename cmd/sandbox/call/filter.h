/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The filters of a request, Filter.N.Name and Filter.N.Value.M.
 *
 * A resource passes if, for each filter, it has a value that matches one of the
 * filter's values.  In a filter's value, `*` matches any text, `?` matches one
 * character, and a backslash makes the next character ordinary.
 */
#ifndef FILTER_H
#define FILTER_H

#include "call/listing.h"

/* The parameters that every action with filters accepts. */
#define FILTER_PARAMETERS "Filter.N.Name", "Filter.N.Value.N"

/* Returns whether TEXT matches PATTERN, which is a value of a filter. */
bool filter_matches(const char *pattern, const char *text);

struct filters;

/* Reads the request's filters.  The caller frees *OUT with filters_free. */
int filters_new(struct filters **out, const struct call *c,
		const struct kind *kind, struct fault *fault);
void filters_free(struct filters *f);

/* Sets *PASSES to whether a resource passes all filters.  FIRST is the number
 * of the first column in Q that belongs to the resource's elements. */
int filters_pass(const struct filters *f, const struct call *c,
		 const struct sql *q, int first, const struct subject *subject,
		 bool *passes, struct fault *fault);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The filters of a request, Filter.N.Name and Filter.N.Value.M.
 *
 * A thing passes if it has, for each filter, a value that matches one of the
 * filter's values.  In these, `*` matches any text, `?` one character, and a
 * backslash makes the next character ordinary.  The elements of a kind say
 * which filters it has.
 */
#ifndef FILTER_H
#define FILTER_H

#include "call/listing.h"

/* The parameters that filters come in, for an action's list. */
#define FILTER_PARAMETERS "Filter.N.Name", "Filter.N.Value.N"

/* Whether TEXT matches PATTERN, a value of a filter. */
bool filter_matches(const char *pattern, const char *text);

struct filters;

/* Reads the request's filters.  The caller frees with filters_free, which takes
 * NULL too. */
int filters_new(struct filters **out, const struct call *c,
		const struct kind *kind, struct fault *fault);
void filters_free(struct filters *f);

/* Sets *PASSES to whether a thing passes all filters.  The columns of its
 * elements in Q begin at FIRST. */
int filters_pass(const struct filters *f, const struct call *c,
		 const struct sql *q, int first,
		 const struct subject *subject, bool *passes,
		 struct fault *fault);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The filters of a request, Filter.N.Name and Filter.N.Value.M.
 *
 * A thing passes when it has, for each filter, a value that matches one of
 * the filter's: `*` stands for any text, `?` for one character, and a
 * backslash takes from the character after it what it means.  Which filters
 * there are is in the elements of a kind.
 */
#ifndef FILTER_H
#define FILTER_H

#include <stdbool.h>

#include "call/listing.h"

/* The parameters that filters come in, for an action's list. */
#define FILTER_PARAMETERS "Filter.N.Name", "Filter.N.Value.N"

struct filters;

/* Reads what the request has.  The caller frees with filters_free, which
 * takes NULL too. */
int filters_new(struct filters **out, const struct call *c,
		const struct kind *kind, struct fault *fault);
void filters_free(struct filters *f);

/* *PASSES says whether a thing, whose elements' columns in Q begin at FIRST,
 * passes all of them. */
int filters_pass(const struct filters *f, const struct call *c,
		 const struct sql *q, int first,
		 const struct subject *subject, bool *passes,
		 struct fault *fault);

/* Whether TEXT matches PATTERN. */
bool filter_matches(const char *pattern, const char *text);

#endif

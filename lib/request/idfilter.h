/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Turns a list of ids into the filter that means the same.
 *
 * EC2 refuses a whole request that names an id which the region does not have.
 * A filter finds the ids that exist and ignores the others.
 */
#ifndef IDFILTER_H
#define IDFILTER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"
#include "reply/answer.h"

/* Most values in the filters of one request; EC2's own limit. */
enum { IDFILTER_VALUES_MAX = 200 };

/* Whether the ids of RULE can be sent as a filter. */
bool idfilter_has(const struct answer_rule *rule);

/* Appends to TO what FROM has, with the ids in a filter in place of a list.
 * Characters that a filter takes for a pattern are escaped. */
int idfilter_copy(const struct answer_rule *rule, const struct params *from,
		  struct params *to, struct err *err);

#endif

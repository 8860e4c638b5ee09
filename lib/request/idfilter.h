/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Turns a list of ids or names into a filter.
 *
 * If a list names an id that does not exist in the region, EC2 refuses the
 * whole request.  A filter finds the ids that exist and ignores the others.
 */
#ifndef IDFILTER_H
#define IDFILTER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"
#include "reply/answer.h"

/* EC2's limit for the number of values in the filters of one request. */
enum { IDFILTER_VALUES_MAX = 200 };

/* Returns whether a request can name the ids of RULE in a filter.  RULE may be
 * NULL. */
bool idfilter_has(const struct answer_rule *rule);

/* Appends the parameters of FROM to TO, with filters in place of the lists of
 * ids and names.  Escapes the characters *, ? and \ in their values. */
int idfilter_copy(const struct answer_rule *rule, const struct params *from,
		  struct params *to, struct err *err);

#endif

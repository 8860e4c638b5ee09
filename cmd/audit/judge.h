/* SPDX-License-Identifier: BSD-2-Clause */
/* What changed of an instance: one table of transitions. */
#ifndef JUDGE_H
#define JUDGE_H

#include <stdbool.h>

#include "list.h"

/* Sets the item's `change` and `now.since`, given what was known before and
 * what was answered, at NOW.  Where nothing was answered, what was known
 * stays. */
void judge_item(struct item *item, long long now);

/* Whether a change is one: it is printed without --all, and, but for UNKNOWN,
 * is what status 3 tells of. */
bool judge_is_news(const char *change);
bool judge_is_change(const char *change);

/* Whether the instance needs attention: everything but a confirmed one that is
 * as it was, new or gained. */
bool judge_is_amiss(const struct item *item);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* What has changed about an instance: one table of transitions. */
#ifndef JUDGE_H
#define JUDGE_H

#include <stdbool.h>

#include "list.h"

/* Sets the item's `change` and `now.since` from what was known before and from
 * the answer at NOW.  Without an answer, what was known stays. */
void judge_item(struct item *item, long long now);

/* judge_is_news: whether CHANGE is printed without --all.  judge_is_change:
 * whether it is also recorded and asks for status 3, as all but UNKNOWN do. */
bool judge_is_news(const char *change);
bool judge_is_change(const char *change);

/* Whether the instance needs attention: it is not confirmed, or its change is
 * not SAME, NEW, GAINED or BACK. */
bool judge_is_amiss(const struct item *item);

#endif

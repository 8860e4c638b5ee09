/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds out what has changed about an instance, from a table of transitions. */
#ifndef JUDGE_H
#define JUDGE_H

#include <stdbool.h>

#include "list.h"

/* Sets item->change and item->now.since.  NOW is the start time of this run.
 * If this run did not find the item's state, or if the list lacks the item,
 * sets item->now to item->before. */
void judge_item(struct item *item, long long now);

/* judge_is_news returns whether CHANGE is not SAME.  judge_is_change returns
 * whether CHANGE is neither SAME nor UNKNOWN. */
bool judge_is_news(const char *change);
bool judge_is_change(const char *change);

/* Returns whether the instance needs attention: it is not confirmed, or its
 * change is not SAME, NEW, GAINED or BACK. */
bool judge_needs_attention(const struct item *item);

#endif

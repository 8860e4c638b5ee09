/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds out what has changed about an instance, from a table of transitions. */
#ifndef JUDGE_H
#define JUDGE_H

#include <stdbool.h>

#include "list.h"

/* Sets the item's `change` and `now.since` from the finding of earlier runs and
 * from the answer that came at the time NOW.  Without an answer, or if the list
 * lacks the item, sets `now` to the earlier finding. */
void judge_item(struct item *item, long long now);

/* judge_is_news returns whether CHANGE is not SAME.  judge_is_change returns
 * whether CHANGE is neither SAME nor UNKNOWN. */
bool judge_is_news(const char *change);
bool judge_is_change(const char *change);

/* Returns whether the instance needs attention: it is not confirmed, or its
 * change is not SAME, NEW, GAINED or BACK. */
bool judge_needs_attention(const struct item *item);

#endif

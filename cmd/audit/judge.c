/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge.h"

#include <string.h>

/* Each row gives the change of an item whose state was `before` and is `now`.
 * The first row that matches applies.  NULL matches every state, and "" is an
 * unknown state.  "dropped" is the earlier state of an item that the last run's
 * list lacked.  "another" means "true" with another owner. */
static const struct transition {
	const char *before, *now, *change;
} transitions[] = {
	{ NULL, "", "UNKNOWN" },
	{ "", NULL, "NEW" },
	{ "dropped", NULL, "BACK" },
	{ "gone", "gone", "SAME" },
	{ "gone", NULL, "BACK" },
	{ "true", "false", "LOST" },
	{ "false", "true", "GAINED" },
	{ "true", "gone", "GONE" },
	{ "true", "another", "OWNER" },
	{ NULL, NULL, "SAME" },
};

static bool fits(const char *pattern, const char *text)
{
	return !pattern || strcmp(pattern, text) == 0;
}

static bool owner_changed(const struct item *item)
{
	return *item->before.owner && *item->now.owner &&
	       strcmp(item->before.owner, item->now.owner) != 0;
}

void judge_item(struct item *item, long long now)
{
	const char *before = item->before.state;
	const char *found = item->now.state;
	const struct transition *t = transitions;

	if (!item->listed) {
		item->change = "DROPPED";
		item->now = item->before;
		return;
	}
	if (item->dropped && *before)
		before = "dropped";
	if (strcmp(before, "true") == 0 && strcmp(found, "true") == 0 &&
	    owner_changed(item))
		found = "another";
	while (!fits(t->before, before) || !fits(t->now, found))
		t++;
	item->change = t->change;
	if (!item->answered) {
		item->now = item->before;
		return;
	}
	if (!*item->now.owner)
		item->now.owner = item->before.owner;
	item->now.since = strcmp(t->change, "SAME") == 0 &&
			  strcmp(item->before.state, item->now.state) == 0
			  ? item->before.since : now;
}

bool judge_is_news(const char *change)
{
	return strcmp(change, "SAME") != 0;
}

bool judge_is_change(const char *change)
{
	return judge_is_news(change) && strcmp(change, "UNKNOWN") != 0;
}

bool judge_needs_attention(const struct item *item)
{
	static const char *const fine[] = { "SAME", "NEW", "GAINED", "BACK" };

	for (size_t i = 0; i < sizeof(fine) / sizeof(*fine); i++)
		if (strcmp(item->change, fine[i]) == 0)
			return strcmp(item->now.state, "true") != 0;
	return true;
}

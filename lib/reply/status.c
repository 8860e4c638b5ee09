/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/status.h"

#include <string.h>

#include "base/str.h"

static bool has_text(const struct node *node, const char *path,
		     const char *wanted)
{
	const char *text = item_text(node, path);

	return text && strcmp(text, wanted) == 0;
}

/* Returns whether an event is over.  The service lists an event for days after
 * its end. */
static bool is_over(const struct node *event)
{
	const char *words = item_text(event, "description");

	return words && (str_begins(words, "[Completed]") ||
			 str_begins(words, "[Canceled]"));
}

static bool ends_instance(const struct node *event)
{
	return has_text(event, "code", "instance-retirement") ||
	       has_text(event, "code", "instance-stop");
}

static const char *begin_of(const struct node *event)
{
	const char *text = item_text(event, "notBefore");

	return text ? text : "";
}

/* The times of events have the form 2026-07-01T12:34:56.000Z, so strcmp finds
 * the earlier time. */
const struct node *status_retirement(const struct node *instance)
{
	const struct node *n = item_find(instance, "eventsSet/item");
	const struct node *first = NULL;

	for (; n; n = item_next(n))
		if (ends_instance(n) && !is_over(n) &&
		    (!first || strcmp(begin_of(n), begin_of(first)) < 0))
			first = n;
	return first;
}

bool status_is_healthy(const struct node *instance)
{
	const struct node *n = item_find(instance, "eventsSet/item");

	for (; n; n = item_next(n))
		if (!is_over(n))
			return false;
	return has_text(instance, "instanceStatus/status", "ok") &&
	       has_text(instance, "systemStatus/status", "ok");
}

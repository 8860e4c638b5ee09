/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/tagset.h"

#include <string.h>

#include "reply/element.h"
#include "reply/requested.h"

const struct row tagset_rows[] = {
	{ "@Tag", .per = "ResourceId", .columns = COLUMNS(
		COLUMN("Type", LITERAL("TAG")),
		COLUMN("ResourceType", ABOVE_TYPE("")),
		COLUMN("ResourceID", ABOVE("")),
		COLUMN("Key", PATH("Key")),
		COLUMN("Value", PATH("Value"))) },
	ROW_END
};

const struct answer_rule tagset_rule = { .set = "tagSet" };

static bool is_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static bool is_resource(const struct params *write, const char *id)
{
	struct element e;

	for (size_t at = 0; element_next(write, "ResourceId", &at, &e);)
		if (id && requested_compare(id, strlen(id), e.node.text,
					    false) == 0)
			return true;
	return false;
}

/* Returns whether the request names the tag ITEM of a reply, and the tag's
 * resource.  If the request has no value for the tag, any value matches. */
static bool is_named(const struct params *write, const struct node *item)
{
	struct element e;

	for (size_t at = 0; element_next(write, "Tag", &at, &e);) {
		const char *value = item_text(&e.node, "Value");

		if (is_text(item_text(&e.node, "Key"),
			    item_text(item, "key")) &&
		    (!value || is_text(value, item_text(item, "value"))))
			return is_resource(write,
					   item_text(item, "resourceId"));
	}
	return false;
}

static size_t count_elements(const struct params *write, const char *list)
{
	struct element e;
	size_t n = 0;

	for (size_t at = 0; element_next(write, list, &at, &e);)
		n++;
	return n;
}

static size_t count_named(const struct node *reply, const struct params *write)
{
	const struct node *item = item_find(reply, "tagSet/item");
	size_t n = 0;

	for (; item; item = item_next(item))
		n += is_named(write, item);
	return n;
}

static bool is_last_page(const struct node *reply)
{
	const char *token = item_text(reply, "nextToken");

	return !token || !*token;
}

bool tagset_has_all(const struct node *reply, const struct params *write)
{
	return is_last_page(reply) && count_named(reply, write) ==
		count_elements(write, "ResourceId") *
		count_elements(write, "Tag");
}

bool tagset_has_none(const struct node *reply, const struct params *write)
{
	return is_last_page(reply) && !count_named(reply, write);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* CreateTags and DeleteTags, for resources of all kinds with tags. */
#include "actions/recipe.h"

#include "actions/given.h"
#include "call/describe.h"
#include "kinds/catalog.h"

/* Refuses ids of kinds without tags, then ids that the caller does not own. */
static int check_ids(const struct call *c, const struct call_list *ids,
		     struct fault *fault)
{
	for (size_t i = 0; i < ids->len; i++)
		if (!catalog_of_id(ids->items[i].value))
			return fault_set(fault, FAULT_ID_UNKNOWN, "The ID "
					 "'%s' is not valid",
					 ids->items[i].value);
	for (size_t i = 0; i < ids->len; i++) {
		const char *id = ids->items[i].value;
		bool own;

		if (call_exists(c, "SELECT 1 FROM resource WHERE id = ?1 AND "
				"owner = ?2 AND region = ?3", SQL_VALUES(id,
				c->account, c->region), &own, fault))
			return -1;
		if (!own)
			return describe_missing(catalog_of_id(id), id, fault);
	}
	return 0;
}

static int check_resources(const struct call *c, struct fault *fault)
{
	struct call_list ids;
	int rc = call_list(c, "ResourceId.N", &ids, fault);

	if (!rc)
		rc = check_ids(c, &ids, fault);
	call_list_release(&ids);
	return rc;
}

static int check_new(const struct call *c, struct fault *fault)
{
	return call_rules(c, given_tag_forms, SQL_VALUES(""), fault) ? -1 :
	       check_resources(c, fault);
}

#define PARAMETERS RECIPE_LISTS("ResourceId.N", "Tag.N.Key", "Tag.N.Value")
#define RESOURCES "(SELECT value AS resource, min(n) AS place FROM given " \
	"WHERE pattern = 'ResourceId.N' AND value <> '' GROUP BY value)"
#define HAS_RESOURCES \
	{ FAULT_MISSING_PARAMETER, \
"SELECT 'The request must contain the parameter resourceIdSet' " \
"WHERE NOT EXISTS (SELECT 1 FROM " RESOURCES ")" }

static const struct recipe create_tags = {
	.name = "CreateTags", .lists = PARAMETERS,
	.forms = {
		HAS_RESOURCES,
		{ FAULT_MISSING_PARAMETER,
"SELECT 'The request must contain the parameter tagSet' "
"WHERE NOT EXISTS (SELECT 1 FROM given_tag)" },
	}, .check = check_new,
	.rules = {
		{ FAULT_TAG_LIMIT,
"SELECT 'A resource has at most 50 tags' FROM " RESOURCES " AS wanted "
"WHERE (SELECT count(*) FROM (SELECT key FROM tag WHERE "
"tag.resource = wanted.resource UNION SELECT key FROM given_tag)) > 50" },
	}, .statements = {
"INSERT INTO tag SELECT resource, key, ifnull(value, '') FROM " RESOURCES
" JOIN given_tag WHERE 1 ORDER BY place, n ON CONFLICT (resource, key) "
"DO UPDATE SET value = excluded.value",
	},
};

/* A key without a value deletes the tag, whatever the tag's value is.  A key
 * with an empty value deletes the tag only if the tag's value is empty.  A
 * request without a key deletes all tags. */
static const struct recipe delete_tags = {
	.name = "DeleteTags", .lists = PARAMETERS,
	.forms = { HAS_RESOURCES }, .check = check_resources,
	.statements = {
"DELETE FROM tag WHERE resource IN (SELECT resource FROM " RESOURCES ") AND "
"(NOT EXISTS (SELECT 1 FROM given_tag) OR key IN (SELECT key FROM given_tag "
"WHERE value IS NULL) OR (key, value) IN (SELECT key, value FROM given_tag))",
	},
};

const struct recipe *const tags_actions[] = {
	&create_tags, &delete_tags, NULL
};

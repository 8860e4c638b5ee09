/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/tagging.h"

#include <stdio.h>
#include <string.h>

#include "values/text.h"

#define TAGGING_KEYS "TagSpecification.N.Tag.N.Key"

enum { KEY_MAX = 127, VALUE_MAX = 255 };

static const char set_sql[] =
"INSERT INTO tag (resource, key, value) VALUES (?1, ?2, ?3) "
"ON CONFLICT (resource, key) DO UPDATE SET value = excluded.value";

/* A resource may have no more tags; a new one may not have a key twice. */
static const struct rule full[] = {
	{ FAULT_TAG_LIMIT, "SELECT 'A resource has at most 50 tags' FROM tag "
	  "WHERE resource = ?1 GROUP BY resource HAVING count(*) > 50" },
	{ .sql = NULL }
}, twice[] = {
	{ FAULT_PARAMETER_VALUE, "SELECT 'Tag key ''' || ?2 || ''' is given "
	  "twice' FROM tag WHERE resource = ?1 AND key = ?2" },
	{ .sql = NULL }
};

int tagging_check_tag(const char *key, const char *value,
		      struct fault *fault)
{
	if (!*key || strlen(key) > KEY_MAX || strncmp(key, "aws:", 4) == 0)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Tag key '%s' "
				 "is not valid: it has 1 to %d bytes and does "
				 "not begin with aws:", key, KEY_MAX);
	if (strlen(value) > VALUE_MAX)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "A tag's value "
				 "is longer than %d bytes", VALUE_MAX);
	return 0;
}

int tagging_set(const struct call *c, const char *id, const char *key,
		const char *value, struct fault *fault)
{
	return call_sql(c, set_sql, SQL_VALUES(id, key, value), fault) ? -1 :
	       call_rules(c, full, SQL_VALUES(id), fault);
}

/* What a tag of TagSpecification.N is for, and its value. */
static const char *read_type(const struct call *c,
			     const struct call_item *item)
{
	char name[96];

	(void)snprintf(name, sizeof(name), "TagSpecification.%ld.ResourceType",
		       item->n);
	return call_text(c, name, "");
}

static const char *read_value(const struct call *c,
			      const struct call_item *item)
{
	char name[96];

	(void)snprintf(name, sizeof(name), "TagSpecification.%ld.Tag.%ld.Value",
		       item->n, item->m);
	return call_text(c, name, "");
}

int tagging_check(const struct call *c, const char *types,
		  struct fault *fault)
{
	struct call_list list;
	int rc = call_list(c, TAGGING_KEYS, &list, fault);

	for (size_t i = 0; i < list.len && !rc; i++) {
		const struct call_item *item = &list.items[i];
		const char *given = read_type(c, item);

		if (*given && text_is_one_of(types, given))
			rc = tagging_check_tag(item->value,
					       read_value(c, item), fault);
		else
			rc = fault_set(fault, *given ? FAULT_PARAMETER_VALUE :
				       FAULT_MISSING_PARAMETER, "'%s' is not "
				       "a valid taggable resource type for "
				       "this operation.", given);
	}
	call_list_release(&list);
	return rc;
}

int tagging_keep(const struct call *c, const char *type, const char *id,
		 struct fault *fault)
{
	struct call_list list;
	int rc = call_list(c, TAGGING_KEYS, &list, fault);

	for (size_t i = 0; i < list.len && !rc; i++) {
		const struct call_item *item = &list.items[i];

		if (strcmp(read_type(c, item), type) != 0)
			continue;
		rc = call_rules(c, twice, SQL_VALUES(id, item->value), fault);
		if (!rc)
			rc = tagging_set(c, id, item->value,
					 read_value(c, item), fault);
	}
	call_list_release(&list);
	return rc;
}

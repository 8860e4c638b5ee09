/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/tagging.h"

#include <stdio.h>
#include <string.h>

#include "values/text.h"

enum { TAGS_MAX = 50, KEY_MAX = 127, VALUE_MAX = 255 };

static const char set_sql[] =
"INSERT INTO tag (resource, key, value) VALUES (?1, ?2, ?3) "
"ON CONFLICT (resource, key) DO UPDATE SET value = excluded.value";

static const char full_sql[] =
"SELECT count(*) > 50 FROM tag WHERE resource = ?1";

int tagging_set(const struct call *c, const char *id, const char *key,
		const char *value, struct fault *fault)
{
	struct sql q;
	bool full;

	if (!*key || strlen(key) > KEY_MAX || strncmp(key, "aws:", 4) == 0)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Tag key '%s' "
				 "is not valid: it has 1 to %d bytes and does "
				 "not begin with aws:", key, KEY_MAX);
	if (strlen(value) > VALUE_MAX)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "A tag's value "
				 "is longer than %d bytes", VALUE_MAX);
	if (call_sql(c, set_sql, SQL_VALUES(id, key, value), fault))
		return -1;
	sql_start(&q, c->state, full_sql, SQL_VALUES(id));
	full = sql_next(&q) && sql_is_true(&q, 0);
	if (call_sql_end(&q, fault))
		return -1;
	return full ? fault_set(fault, FAULT_TAG_LIMIT, "A resource has at "
				"most %d tags", TAGS_MAX) : 0;
}

static const char has_sql[] =
"SELECT 1 FROM tag WHERE resource = ?1 AND key = ?2";

static int set_new(const struct call *c, const char *id, const char *key,
		   const char *value, struct fault *fault)
{
	struct sql q;
	bool has;

	sql_start(&q, c->state, has_sql, SQL_VALUES(id, key));
	has = sql_next(&q);
	if (call_sql_end(&q, fault))
		return -1;
	if (has)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Tag key '%s' "
				 "is given twice", key);
	return tagging_set(c, id, key, value, fault);
}

int tagging_keep(const struct call *c, const char *types, const char *type,
		 const char *id, struct fault *fault)
{
	struct call_list list;
	int rc = call_list(c, "TagSpecification.N.Tag.N.Key", &list, fault);

	for (size_t i = 0; i < list.len && !rc; i++) {
		const struct call_item *item = &list.items[i];
		const char *given;
		char name[96];

		(void)snprintf(name, sizeof(name),
			       "TagSpecification.%ld.ResourceType", item->n);
		rc = call_need(c, name, &given, fault);
		if (!rc && (!*given || !text_is_one_of(types, given)))
			rc = fault_set(fault, FAULT_PARAMETER_VALUE, "'%s' is "
				       "not a valid taggable resource type "
				       "for this operation.", given);
		if (rc || strcmp(given, type) != 0)
			continue;
		(void)snprintf(name, sizeof(name),
			       "TagSpecification.%ld.Tag.%ld.Value", item->n,
			       item->m);
		rc = set_new(c, id, item->value, call_text(c, name, ""),
			     fault);
	}
	call_list_release(&list);
	return rc;
}

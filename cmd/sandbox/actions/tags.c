/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/tags.h"

#include <stdio.h>
#include <string.h>

#include "call/describe.h"
#include "call/tagging.h"
#include "kinds/catalog.h"

/* The resources and tags of a request.  All resources belong to the caller. */
struct tagged {
	struct call_list ids, keys;
};

static const char own_sql[] =
"SELECT 1 FROM resource WHERE id = ?1 AND owner = ?2 AND region = ?3";

static int check_resource(const struct call *c, const char *id,
			  struct fault *fault)
{
	struct sql q;
	bool own;

	sql_start(&q, c->state, own_sql, SQL_VALUES(id, c->account,
		  c->region));
	own = sql_next(&q);
	if (call_sql_end(&q, fault))
		return -1;
	return own ? 0 : describe_missing(catalog_of_id(id), id, 1, fault);
}

static int read(struct tagged *t, const struct call *c, struct fault *fault)
{
	if (call_list(c, "ResourceId.N", &t->ids, fault) ||
	    call_list(c, "Tag.N.Key", &t->keys, fault))
		return -1;
	if (!t->ids.len)
		return fault_set(fault, FAULT_MISSING_PARAMETER, "The request "
				 "must contain the parameter resourceIdSet");
	for (size_t i = 0; i < t->ids.len; i++)
		if (!catalog_of_id(t->ids.items[i].value))
			return fault_set(fault, FAULT_ID_UNKNOWN, "The ID "
					 "'%s' is not valid",
					 t->ids.items[i].value);
	return 0;
}

static int check_resources(const struct tagged *t, const struct call *c,
			   struct fault *fault)
{
	for (size_t i = 0; i < t->ids.len; i++)
		if (check_resource(c, t->ids.items[i].value, fault))
			return -1;
	return 0;
}

static void release(struct tagged *t)
{
	call_list_release(&t->ids);
	call_list_release(&t->keys);
}

/* The value of a tag by its number; NULL if there is none. */
static const char *value_of(const struct call *c, long n)
{
	char name[48];

	(void)snprintf(name, sizeof(name), "Tag.%ld.Value", n);
	return params_get(c->params, name);
}

static int check_tags(const struct call *c, const struct tagged *t,
		      struct fault *fault)
{
	if (!t->keys.len)
		return fault_set(fault, FAULT_MISSING_PARAMETER, "The request "
				 "must contain the parameter tagSet");
	for (size_t i = 0; i < t->keys.len; i++) {
		const char *key = t->keys.items[i].value;
		const char *value = value_of(c, t->keys.items[i].n);

		for (size_t j = 0; j < i; j++)
			if (strcmp(t->keys.items[j].value, key) == 0)
				return fault_set(fault, FAULT_PARAMETER_VALUE,
						 "Tag key '%s' is given twice",
						 key);
		if (tagging_check_tag(key, value ? value : "", fault))
			return -1;
	}
	return 0;
}

static int create_one(const struct call *c, const struct tagged *t,
		      const char *id, struct fault *fault)
{
	for (size_t i = 0; i < t->keys.len; i++) {
		const char *value = value_of(c, t->keys.items[i].n);

		if (tagging_set(c, id, t->keys.items[i].value,
				value ? value : "", fault))
			return -1;
	}
	return 0;
}

int tags_create(struct call *c, struct fault *fault)
{
	struct tagged t = {0};
	int rc = read(&t, c, fault) || check_tags(c, &t, fault) ||
		 check_resources(&t, c, fault) ? -1 : 0;

	for (size_t i = 0; i < t.ids.len && !rc; i++)
		rc = create_one(c, &t, t.ids.items[i].value, fault);
	if (!rc)
		markup_text(c->out, "return", "true");
	release(&t);
	return rc;
}

static const char delete_sql[] =
"DELETE FROM tag WHERE resource = ?1 AND (?2 = '' OR key = ?2) AND "
"(?3 = '' OR value = ?4)";

/* Deletes tags of one resource.  A key without a value matches any value; an
 * empty value matches only itself.  Without a key, deletes all tags. */
static int delete_one(const struct call *c, const struct tagged *t,
		      const char *id, struct fault *fault)
{
	if (!t->keys.len)
		return call_sql(c, delete_sql, SQL_VALUES(id, "", "", ""),
				fault);
	for (size_t i = 0; i < t->keys.len; i++) {
		const char *value = value_of(c, t->keys.items[i].n);

		if (call_sql(c, delete_sql, SQL_VALUES(id,
			     t->keys.items[i].value, value ? "1" : "",
			     value ? value : ""), fault))
			return -1;
	}
	return 0;
}

int tags_delete(struct call *c, struct fault *fault)
{
	struct tagged t = {0};
	int rc = read(&t, c, fault) || check_resources(&t, c, fault) ? -1 : 0;

	for (size_t i = 0; i < t.ids.len && !rc; i++)
		rc = delete_one(c, &t, t.ids.items[i].value, fault);
	if (!rc)
		markup_text(c->out, "return", "true");
	release(&t);
	return rc;
}

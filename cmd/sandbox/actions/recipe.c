/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/recipe.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "actions/given.h"
#include "call/describe.h"

/* A running recipe.  `values` are the values of its SQL. */
struct work {
	struct call *call;
	const struct recipe *recipe;
	const char *values[RECIPE_FIRST + RECIPE_TAKES + 1];
	const struct list *attribute;	/* the chosen element of `attributes` */
	char id[ID_SIZE], made[ID_SIZE], now[24];
};

static bool is_taggable(const struct recipe *r)
{
	return r->makes && r->makes->type;
}

bool recipe_takes(const struct recipe *r, const char *name)
{
	char pattern[64] = "-";
	const char *about[] = { pattern, NULL, NULL };

	if (r->kind) {
		(void)snprintf(pattern, sizeof(pattern), "%s%s",
			       r->kind->parameter, r->many ? ".N" : "");
		about[1] = r->by_name ? r->kind->name_parameter : NULL;
	}
	return given_among(about, name) || given_among(r->takes, name) ||
	       given_among(r->lists, name) ||
	       (r->attributes && strcmp(name, "Attribute") == 0) ||
	       (is_taggable(r) && given_among(given_tags, name)) ||
	       (r->has_devices && given_among(given_devices, name));
}

static int prepare_values(struct work *w, struct fault *fault)
{
	struct call *c = w->call;
	int i = 0;

	w->values[0] = w->id;
	w->values[1] = c->account;
	w->values[2] = c->region;
	w->values[3] = c->time;
	w->values[4] = w->made;
	w->values[5] = w->now;
	(void)snprintf(w->now, sizeof(w->now), "%lld", c->now_ms);
	for (; w->recipe->takes[i]; i++)
		if (given_take(c, w->recipe->takes[i],
			       &w->values[RECIPE_FIRST + i], fault))
			return -1;
	return 0;
}

static int load_lists(const struct work *w, struct fault *fault)
{
	const struct recipe *r = w->recipe;
	const struct call *c = w->call;

	if (!r->lists && !is_taggable(r) && !r->has_devices)
		return 0;
	if (given_clear(c, fault) || given_load(c, r->lists, fault) ||
	    given_load(c, is_taggable(r) ? given_tags : NULL, fault) ||
	    given_load(c, r->has_devices ? given_devices : NULL, fault))
		return -1;
	if (is_taggable(r) && call_rules(c, given_tag_forms, SQL_VALUES(
			r->tag_types ? r->tag_types : r->makes->type), fault))
		return -1;
	return r->has_devices ?
	       call_rules(c, given_device_forms, w->values, fault) : 0;
}

static int check_forms(struct work *w, const struct call_list *ids,
		       struct fault *fault)
{
	const struct recipe *r = w->recipe;

	for (size_t i = 0; i < ids->len; i++)
		if (describe_check_id(r->kind, ids->items[i].value, fault))
			return -1;
	if (r->attributes &&
	    describe_attribute(w->call, r->attributes, &w->attribute, fault))
		return -1;
	if (load_lists(w, fault) ||
	    call_rules(w->call, r->forms, w->values, fault))
		return -1;
	return r->check ? r->check(w->call, fault) : 0;
}

/* Finds a resource by name.  With `may_be_missing`, w->id may become "". */
static int find_named(struct work *w, const char *name, struct fault *fault)
{
	const struct kind *kind = w->recipe->kind;

	if (describe_find(w->call, kind, kind->name_column, name, w->id, fault))
		return -1;
	if (*w->id || w->recipe->may_be_missing)
		return 0;
	return fault_set(fault, kind->missing_name, "The %s '%.256s' does "
			 "not exist", kind->words, name);
}

static int run_statements(const struct work *w, struct fault *fault)
{
	for (const char *const *sql = w->recipe->statements; *sql; sql++)
		if (call_sql(w->call, *sql, w->values, fault))
			return -1;
	return 0;
}

static int reply_attribute(const struct work *w, const struct subject *subject,
			   struct fault *fault)
{
	char name[64];

	(void)snprintf(name, sizeof(name), "%s", w->recipe->kind->parameter);
	name[0] = (char)tolower((unsigned char)name[0]);
	markup_text(w->call->out, name, w->id);
	return listing_write(w->call, w->attribute, subject, fault);
}

static int reply(const struct work *w, struct fault *fault)
{
	const struct recipe *r = w->recipe;
	bool is_about = r->makes || r->kind;
	const char *const *given = &w->values[RECIPE_FIRST];
	const struct subject subject = {
		.id = r->makes ? w->made : r->kind ? w->id : given[0],
		.owner = w->call->account,
		.key = is_about ? given[0] : given[1],
	};
	int rc = 0;

	if (r->reply == REPLY_FUNCTION)
		return r->answer(w->call, subject.id, fault);
	if (r->reply == REPLY_MADE)
		return describe_one(w->call, r->makes, w->made, fault);
	if (r->reply == REPLY_ATTRIBUTE && r->kind)
		return reply_attribute(w, &subject, fault);
	if (r->reply == REPLY_LIST) {
		if (r->many)
			markup_open(w->call->out, "item");
		rc = listing_write(w->call, r->list, &subject, fault);
		if (r->many)
			markup_close(w->call->out);
	}
	return rc;
}

/* Stores the tags of a new resource.  If a copy already has tags from its
 * source, the request's tags override them. */
static const char tag_sql[] =
"INSERT INTO tag SELECT ?1, key, ifnull(value, '') FROM given_tag "
"WHERE type = ?2 ORDER BY n, m ON CONFLICT (resource, key) DO UPDATE SET "
"value = excluded.value";

static int carry_out_one(struct work *w, struct fault *fault)
{
	const struct recipe *r = w->recipe;

	if (r->makes && call_new_id(r->makes->prefix, w->made, fault))
		return -1;
	if (call_rules(w->call, r->rules, w->values, fault) ||
	    (r->reply_first && reply(w, fault)) || run_statements(w, fault))
		return -1;
	if (is_taggable(r) &&
	    call_sql(w->call, tag_sql, SQL_VALUES(w->made, r->makes->type),
		     fault))
		return -1;
	if (r->finish && r->finish(w->call, r->makes ? w->made : w->id, fault))
		return -1;
	return r->reply_first ? 0 : reply(w, fault);
}

/* Unless `rules_check_owner` is set, first checks that the caller owns all
 * resources.  Changes a resource once even if the request repeats its id. */
static int run_listed(struct work *w, const struct call_list *ids,
		      struct fault *fault)
{
	const struct kind *kind = w->recipe->kind;
	bool has_set = w->recipe->many && w->recipe->list;
	int rc = 0;

	for (size_t i = 0; i < ids->len && !w->recipe->rules_check_owner; i++)
		if (describe_own(w->call, kind, ids->items[i].value, fault))
			return -1;
	if (has_set)
		markup_open(w->call->out, kind->set);
	for (size_t i = 0; i < ids->len && !rc; i++) {
		const char *id = ids->items[i].value;

		(void)snprintf(w->id, sizeof(w->id), "%s", id);
		if (!call_list_has(ids, i, id))
			rc = carry_out_one(w, fault);
	}
	if (has_set)
		markup_close(w->call->out);
	return rc;
}

/* Finds the resource that an earlier request with the same token made.  Refuses
 * the token if the earlier request had other parameters. */
static int find_token(struct work *w, const char *token,
		      char hash[CALL_HASH_SIZE], bool *found,
		      struct fault *fault)
{
	const struct call *c = w->call;
	bool same;
	struct sql q;

	if (call_hash(c, hash, fault))
		return -1;
	sql_startf(&q, c->state, SQL_VALUES(c->account, c->region, token),
		   "SELECT id, request FROM %s WHERE owner = ?1 AND "
		   "region = ?2 AND token = ?3", w->recipe->makes->table);
	*found = sql_next(&q);
	same = !*found || strcmp(sql_column(&q, 1), hash) == 0;
	(void)snprintf(w->made, sizeof(w->made), "%s", sql_column(&q, 0));
	if (call_sql_end(&q, 0, fault))
		return -1;
	return same ? 0 : fault_set(fault, FAULT_IDEMPOTENT_MISMATCH, "The "
				    "client token '%s' was used with other "
				    "parameters", token);
}

static int note_token(const struct work *w, const char *token,
		      const char *hash, struct fault *fault)
{
	struct sql q;

	sql_startf(&q, w->call->state, SQL_VALUES(w->made, token, hash),
		   "UPDATE %s SET token = ?2, request = ?3 WHERE id = ?1",
		   w->recipe->makes->table);
	(void)sql_next(&q);
	return call_sql_end(&q, 0, fault);
}

static int run_once(struct work *w, struct fault *fault)
{
	const char *token = call_text(w->call, "ClientToken", "");
	char hash[CALL_HASH_SIZE];
	bool found = false;

	if (!w->recipe->has_token || !*token)
		return carry_out_one(w, fault);
	if (find_token(w, token, hash, &found, fault))
		return -1;
	if (found)
		return reply(w, fault);
	if (carry_out_one(w, fault))
		return -1;
	return note_token(w, token, hash, fault);
}

static int run_for(struct work *w, const struct call_list *ids,
		   struct fault *fault)
{
	const struct kind *kind = w->recipe->kind;
	const char *name;

	if (check_forms(w, ids, fault))
		return -1;
	if (!kind)
		return run_once(w, fault);
	if (ids->len)
		return run_listed(w, ids, fault);
	name = w->recipe->by_name
	       ? call_text(w->call, kind->name_parameter, "") : "";
	if (*name)
		return find_named(w, name, fault) ? -1 :
		       carry_out_one(w, fault);
	return call_need(w->call, kind->parameter, &name, fault);
}

int recipe_run(struct call *c, const struct recipe *recipe, struct fault *fault)
{
	struct work w = { .call = c, .recipe = recipe };
	struct call_list ids = { 0 };
	char pattern[64];
	int rc = prepare_values(&w, fault);

	if (!rc && recipe->kind) {
		(void)snprintf(pattern, sizeof(pattern), "%s.N",
			       recipe->kind->parameter);
		rc = call_list(c, pattern, &ids, fault);
	}
	if (!rc)
		rc = run_for(&w, &ids, fault);
	if (!rc && call_rules(c, recipe->last_rules, w.values, fault)) {
		c->keeps_changes = true;
		rc = -1;
	}
	call_list_release(&ids);
	if (!rc && recipe->reply == REPLY_RETURN)
		markup_text(c->out, "return", "true");
	return rc;
}

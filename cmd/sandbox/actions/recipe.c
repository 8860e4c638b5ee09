/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/recipe.h"

#include <stdio.h>
#include <string.h>

#include "call/describe.h"
#include "call/tagging.h"

/* A recipe on its way; `values` is what SQL has. */
struct work {
	struct call *call;
	const struct recipe *recipe;
	const char *values[RECIPE_FIRST + RECIPE_TAKES + 1];
	char id[ID_SIZE + 256], made[ID_SIZE], now[24];
};

/* The name in an entry of `takes`. */
static size_t name_of(const char *entry, const char **name)
{
	*name = entry + (*entry && strchr("!?#", *entry) != NULL);
	return strcspn(*name, "=");
}

static bool names_thing(const char *name, const char *parameter, bool each)
{
	char pattern[64];
	long n;

	if (!parameter)
		return false;
	(void)snprintf(pattern, sizeof(pattern), "%s%s", parameter,
		       each ? ".N" : "");
	return call_matches(pattern, name, &n, NULL);
}

static bool is_tag(const char *name)
{
	static const char *const patterns[] = { TAGGING_PARAMETERS };
	long n, m;

	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		if (call_matches(patterns[i], name, &n, &m))
			return true;
	return false;
}

bool recipe_takes(const struct recipe *r, const char *name)
{
	if (r->kind && names_thing(name, r->kind->parameter, r->each))
		return true;
	if (r->kind && r->by_name &&
	    names_thing(name, r->kind->other, false))
		return true;
	for (const char *const *entry = r->takes; *entry; entry++) {
		const char *own;
		size_t len = name_of(*entry, &own);

		if (strlen(name) == len && memcmp(own, name, len) == 0)
			return true;
	}
	for (const char *const *more = r->more; more && *more; more++) {
		long n;

		if (call_matches(*more, name, &n, NULL))
			return true;
	}
	return r->makes && r->makes->type && is_tag(name);
}

/* Reads the parameter of an entry of `takes`, and checks its form. */
static int take_parameter(struct work *w, int i, struct fault *fault)
{
	const char *entry = w->recipe->takes[i], *own;
	size_t len = name_of(entry, &own);
	const char **out = &w->values[RECIPE_FIRST + i];
	char name[64];
	long number = 0;
	bool flag;

	(void)snprintf(name, sizeof(name), "%.*s", (int)len, own);
	if (*entry == '!' && call_need(w->call, name, out, fault))
		return -1;
	if (*entry == '?' && call_bool(w->call, name, &flag, fault))
		return -1;
	if (*entry == '#' && call_number(w->call, name, 0, 1000000, &number,
					 fault))
		return -1;
	*out = call_text(w->call, name, own[len] ? own + len + 1 :
					*entry == '?' ? "false" : "");
	return 0;
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
		if (take_parameter(w, i, fault))
			return -1;
	return 0;
}

/* Finds the thing's owner, and the id of a thing that is given by name. */
static int find_where(struct work *w, const char *key, const char *value,
		bool *found, bool *own, struct fault *fault)
{
	char where[64];
	struct sql q;

	(void)snprintf(where, sizeof(where), "%s = ?4", key);
	if (describe_start(&q, w->call, w->recipe->kind, where, value, fault))
		return -1;
	*found = sql_next(&q);
	*own = strcmp(sql_column(&q, DESCRIBE_OWNER), w->call->account) == 0;
	(void)snprintf(w->id, sizeof(w->id), "%s", *found ?
		       sql_column(&q, DESCRIBE_ID) : value);
	return call_sql_end(&q, fault);
}

static int find_thing(struct work *w, const char *id, struct fault *fault)
{
	const struct kind *kind = w->recipe->kind;
	bool found, own;

	if (describe_check_id(kind, id, fault) ||
	    find_where(w, kind->key, id, &found, &own, fault))
		return -1;
	if (!found)
		return describe_missing(kind, id, 1, fault);
	if (!own && !w->recipe->is_read)
		return fault_set(fault, FAULT_AUTH_FAILURE, "Not authorized "
				 "for %s:%s", kind->words, id);
	return 0;
}

static int find_named(struct work *w, const char *name, struct fault *fault)
{
	const struct kind *kind = w->recipe->kind;
	bool found, own;

	if (find_where(w, kind->other_key, name, &found, &own, fault))
		return -1;
	if (!found && w->recipe->may_lack)
		w->id[0] = '\0';
	else if (!found)
		return fault_set(fault, kind->other_missing, "The %s '%.256s' "
				 "does not exist", kind->words, name);
	return 0;
}

static int check_rules(const struct work *w, struct fault *fault)
{
	for (const struct rule *r = w->recipe->rules; r->sql; r++) {
		struct sql q;
		bool refused;

		sql_start(&q, w->call->state, r->sql, w->values);
		refused = sql_next(&q);
		if (refused)
			(void)fault_set(fault, r->code, "%s",
					sql_column(&q, 0));
		if (refused) {
			struct err ignored;

			(void)sql_end(&q, &ignored);
			return -1;
		}
		if (call_sql_end(&q, fault))
			return -1;
	}
	return 0;
}

static int run_statements(const struct work *w, struct fault *fault)
{
	for (const char *const *sql = w->recipe->statements; *sql; sql++)
		if (call_sql(w->call, *sql, w->values, fault))
			return -1;
	return 0;
}

static int reply(const struct work *w, struct fault *fault)
{
	const struct recipe *r = w->recipe;
	const struct subject subject = {
		.id = r->makes ? w->made : w->id, .owner = w->call->account,
		.key = r->takes[0] ? w->values[RECIPE_FIRST] : "",
	};
	int rc = 0;

	if (r->reply == REPLY_MADE)
		return describe_one(w->call, r->makes, w->made, fault);
	if (r->reply == REPLY_LIST) {
		if (r->each)
			markup_open(w->call->out, "item");
		rc = listing_write(w->call, r->list, &subject, fault);
		if (r->each)
			markup_close(w->call->out);
	}
	return rc;
}

/* Carries out the recipe for one thing. */
static int carry_out_one(struct work *w, struct fault *fault)
{
	const struct recipe *r = w->recipe;

	if (r->makes && call_new_id(r->makes->prefix, w->made, fault))
		return -1;
	if ((r->check && r->check(w->call, fault)) || check_rules(w, fault) ||
	    (r->reply_first && reply(w, fault)) || run_statements(w, fault))
		return -1;
	if (r->makes && r->makes->type &&
	    tagging_keep(w->call, r->tag_types ? r->tag_types :
			 r->makes->type, r->makes->type, w->made, fault))
		return -1;
	if (r->finish && r->finish(w->call, w->made, fault))
		return -1;
	return r->reply_first ? 0 : reply(w, fault);
}

static int run_each(struct work *w, struct fault *fault)
{
	const struct kind *kind = w->recipe->kind;
	struct call_list list;
	char pattern[64];
	int rc;

	(void)snprintf(pattern, sizeof(pattern), "%s.N", kind->parameter);
	rc = call_list(w->call, pattern, &list, fault);
	if (!rc && !list.len)
		rc = fault_set(fault, FAULT_MISSING_PARAMETER, "The request "
			       "must contain the parameter %s",
			       kind->parameter);
	if (w->recipe->list)
		markup_open(w->call->out, kind->set);
	for (size_t i = 0; i < list.len && !rc; i++) {
		rc = find_thing(w, list.items[i].value, fault);
		if (!rc)
			rc = carry_out_one(w, fault);
	}
	if (w->recipe->list)
		markup_close(w->call->out);
	call_list_release(&list);
	return rc;
}

/* Finds the thing that an earlier request with the same token made.  Refuses a
 * token that came with other parameters. */
static int find_token(struct work *w, const char *token,
		      char hash[CALL_HASH_SIZE], bool *found,
		      struct fault *fault)
{
	static const char *const except[] = { NULL };
	const struct call *c = w->call;
	struct buf text = {0};
	struct err err;
	bool same;
	struct sql q;

	if (call_hash(c, except, hash, fault))
		return -1;
	buf_printf(&text, "SELECT id, request FROM %s WHERE owner = ?1 AND "
		   "region = ?2 AND token = ?3", w->recipe->makes->table);
	if (buf_check(&text, "statement", &err))
		return fault_internal(fault, &err);
	sql_start(&q, c->state, buf_str(&text), SQL_VALUES(c->account,
		  c->region, token));
	*found = sql_next(&q);
	same = !*found || strcmp(sql_column(&q, 1), hash) == 0;
	(void)snprintf(w->made, sizeof(w->made), "%s", sql_column(&q, 0));
	buf_release(&text);
	if (call_sql_end(&q, fault))
		return -1;
	return same ? 0 : fault_set(fault, FAULT_IDEMPOTENT_MISMATCH, "The "
				    "client token '%s' was used with other "
				    "parameters", token);
}

static int note_token(const struct work *w, const char *token,
		      const char *hash, struct fault *fault)
{
	struct buf text = {0};
	struct err err;
	int rc;

	buf_printf(&text, "UPDATE %s SET token = ?2, request = ?3 "
		   "WHERE id = ?1", w->recipe->makes->table);
	if (buf_check(&text, "statement", &err))
		return fault_internal(fault, &err);
	rc = call_sql(w->call, buf_str(&text), SQL_VALUES(w->made, token,
		      hash), fault);
	buf_release(&text);
	return rc;
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

static int run_one(struct work *w, struct fault *fault)
{
	const struct kind *kind = w->recipe->kind;
	const char *id;

	if (!kind)
		return run_once(w, fault);
	id = call_text(w->call, kind->parameter, "");
	if (!*id && w->recipe->by_name) {
		id = call_text(w->call, kind->other, "");
		if (*id)
			return find_named(w, id, fault) ? -1 :
			       carry_out_one(w, fault);
	}
	if (call_need(w->call, kind->parameter, &id, fault) ||
	    find_thing(w, id, fault))
		return -1;
	return carry_out_one(w, fault);
}

int recipe_run(struct call *c, const struct recipe *recipe,
	       struct fault *fault)
{
	struct work w = { .call = c, .recipe = recipe };

	if (prepare_values(&w, fault) ||
	    (recipe->each ? run_each(&w, fault) : run_one(&w, fault)))
		return -1;
	if (recipe->reply == REPLY_RETURN)
		markup_text(c->out, "return", "true");
	return 0;
}

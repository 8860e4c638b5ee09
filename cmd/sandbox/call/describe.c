/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/describe.h"

#include <stdio.h>
#include <string.h>

#include "call/paging.h"
#include "values/text.h"

/* The resources that the request selects. */
struct selection {
	const struct kind *kind;
	struct call_list ids, names, owners, users;
	struct filters *filters;
	struct paging paging;
	bool shows_hidden;	/* the answer includes hidden resources */
	bool has_more;		/* the page is full, and more resources
				 * follow */
};

/* Does the same as describe_start, but for ELEMENTS, which may be NULL. */
static int start_resources(struct sql *q, const struct call *c,
			   const struct kind *kind,
			   const struct element *elements, const char *where,
			   const char *value, struct fault *fault)
{
	struct buf columns = { 0 };
	struct err err;
	int rc;

	if (elements)
		listing_columns(&columns, elements);
	rc = buf_check(&columns, "statement", &err);
	if (!rc)
		sql_startf(q, c->state, SQL_VALUES("", c->account, c->region,
			   value, c->time, c->endpoint),
			   "SELECT number, %s, owner%s%s FROM %s WHERE %s AND "
			   "%s", kind->key, elements ? ", " : "",
			   buf_str(&columns), kind->from, kind->visible, where);
	buf_release(&columns);
	return rc ? fault_internal(fault, &err) : 0;
}

int describe_start(struct sql *q, const struct call *c, const struct kind *kind,
		   const char *where, const char *value, struct fault *fault)
{
	return start_resources(q, c, kind, kind->elements, where, value, fault);
}

/* Starts a statement that selects the resources whose column KEY has VALUE, but
 * does not select the columns of elements.  Moves Q to the first of these
 * resources, and sets *FOUND to whether there is one. */
static int start_named(struct sql *q, const struct call *c,
		       const struct kind *kind, const char *key,
		       const char *value, bool *found, struct fault *fault)
{
	char where[64];

	(void)snprintf(where, sizeof(where), "%s = ?4", key);
	if (start_resources(q, c, kind, NULL, where, value, fault))
		return -1;
	*found = sql_next(q);
	return 0;
}

int describe_check_id(const struct kind *kind, const char *id,
		      struct fault *fault)
{
	if (!kind->prefix || id_is_valid(id, kind->prefix))
		return 0;
	return fault_set(fault, kind->malformed, "Invalid id: \"%s\" "
			 "(expecting \"%s...\")", id, kind->prefix);
}

static int missing(const struct kind *kind, enum fault_code code,
		   const char *ids, size_t count, struct fault *fault)
{
	return fault_set(fault, code, "The %s%s '%s%.900s%s' do%s not exist",
			 kind->words, count > 1 ? "s" : "",
			 kind->brackets ? "[" : "", ids,
			 kind->brackets ? "]" : "", count > 1 ? "" : "es");
}

int describe_find(const struct call *c, const struct kind *kind,
		  const char *key, const char *value, char out[ID_SIZE],
		  struct fault *fault)
{
	bool is_other;
	struct sql q;

	if (start_named(&q, c, kind, key, value, &is_other, fault))
		return -1;
	is_other = is_other &&
		   strcmp(sql_column(&q, DESCRIBE_OWNER), c->account) != 0;
	(void)snprintf(out, ID_SIZE, "%s", sql_column(&q, DESCRIBE_ID));
	if (call_sql_end(&q, 0, fault))
		return -1;
	return is_other ? fault_set(fault, FAULT_AUTH_FAILURE, "Not "
				    "authorized for %s:%s", kind->name,
				    value) : 0;
}

int describe_own(const struct call *c, const struct kind *kind,
		 const char *id, struct fault *fault)
{
	char found[ID_SIZE];

	if (describe_find(c, kind, kind->key, id, found, fault))
		return -1;
	return *found ? 0 : describe_missing(kind, id, fault);
}

int describe_attribute(const struct call *c, const struct list *const *lists,
		       const struct list **out, struct fault *fault)
{
	const char *name;

	if (call_need(c, "Attribute", &name, fault))
		return -1;
	while (*lists && strcmp((*lists)->name, name) != 0)
		lists++;
	*out = *lists;
	return *lists ? 0 : fault_set(fault, FAULT_PARAMETER_VALUE, "Value "
				      "(%s) for parameter attribute is "
				      "invalid. Unknown attribute.", name);
}

int describe_missing(const struct kind *kind, const char *id,
		     struct fault *fault)
{
	return missing(kind, kind->missing, id, 1, fault);
}

int describe_check_named(const struct call *c, const struct kind *kind,
			 const struct call_list *list, bool by_name,
			 struct fault *fault)
{
	struct buf ids = { 0 };
	size_t count = 0;
	int rc = 0;

	for (size_t i = 0; i < list->len && !rc; i++) {
		const char *id = list->items[i].value;
		bool found;
		struct sql q;

		if ((!by_name && describe_check_id(kind, id, fault)) ||
		    start_named(&q, c, kind, by_name ? kind->name_column :
				kind->key, id, &found, fault))
			rc = -1;
		else
			rc = call_sql_end(&q, 0, fault);
		if (!rc && !found)
			buf_printf(&ids, "%s%s", count++ ? ", " : "", id);
	}
	if (!rc && count)
		rc = missing(kind, by_name ? kind->missing_name :
			     kind->missing, buf_str(&ids), count, fault);
	buf_release(&ids);
	return rc;
}

static int check_users(const struct call_list *list, const char *words,
		       struct fault *fault)
{
	for (size_t i = 0; i < list->len; i++) {
		const char *value = list->items[i].value;

		if (!text_is_one_of(words, value) && !text_is_account(value))
			return fault_set(fault, FAULT_USER_ID, "Invalid user "
					 "id: \"%s\"", value);
	}
	return 0;
}

bool describe_pattern(const char *name, char out[DESCRIBE_PATTERN])
{
	if (name)
		(void)snprintf(out, DESCRIBE_PATTERN, "%s%s", name,
			       strchr(name, '.') ? "" : ".N");
	return name;
}

static int read_list(const struct call *c, const char *name,
		     struct call_list *out, struct fault *fault)
{
	char pattern[DESCRIBE_PATTERN];

	return describe_pattern(name, pattern) ?
	       call_list(c, pattern, out, fault) : 0;
}

static int read_selection(struct selection *q, const struct call *c,
			 struct fault *fault)
{
	static const char owners[] =
		"self|amazon|aws-marketplace|aws-backup-vault";
	const struct kind *k = q->kind;

	if (read_list(c, k->parameter, &q->ids, fault) ||
	    read_list(c, k->name_parameter, &q->names, fault) ||
	    read_list(c, k->owners, &q->owners, fault) ||
	    read_list(c, k->users, &q->users, fault) ||
	    check_users(&q->owners, owners, fault) ||
	    check_users(&q->users, "self|all", fault) ||
	    filters_new(&q->filters, c, k, fault) ||
	    (k->hidden && call_bool(c, k->include, &q->shows_hidden, fault)))
		return -1;
	q->shows_hidden |= !k->hidden ||
		       (k->shows_named && (q->ids.len || q->names.len));
	return paging_read(&q->paging, c, k->page_min,
			   q->ids.len ? k->parameter :
			   q->names.len ? k->name_parameter : NULL, fault);
}

static void release(struct selection *q)
{
	call_list_release(&q->ids);
	call_list_release(&q->names);
	call_list_release(&q->owners);
	call_list_release(&q->users);
	filters_free(q->filters);
}

static bool has_owner(const struct selection *q, const struct call *c,
		      const char *owner)
{
	const struct call_list *l = &q->owners;

	return !l->len || call_list_has(l, l->len, owner) ||
	       (strcmp(owner, c->account) == 0 &&
		call_list_has(l, l->len, "self"));
}

/* SQL that returns a row if the resource ?1 is shared with the user ?4.  If ?4
 * is an account, the caller ?2 must be this account or the owner ?3. */
static const char shared_sql[] =
"SELECT 1 FROM permission WHERE resource = ?1 AND (?4 = 'all' AND "
"kind = 'group' OR kind = 'userId' AND value = ?4 AND ?2 IN (value, ?3))";

static int has_user(const struct selection *selection, const struct call *c,
		    const struct subject *subject, bool *has,
		    struct fault *fault)
{
	*has = !selection->users.len;
	for (size_t i = 0; i < selection->users.len && !*has; i++) {
		const char *user = selection->users.items[i].value;

		if (strcmp(user, "self") == 0)
			user = c->account;
		if (selection->kind->owner_uses &&
		    strcmp(user, subject->owner) == 0) {
			*has = true;
			return 0;
		}
		if (call_exists(c, shared_sql, SQL_VALUES(subject->id,
				c->account, subject->owner, user), has, fault))
			return -1;
	}
	return 0;
}

/* Writes a resource that the caller can see, if the request selects it. */
static int take_resource(struct selection *selection, struct call *c,
		const struct sql *q, struct fault *fault)
{
	const struct subject subject = {
		.id = sql_column(q, DESCRIBE_ID),
		.owner = sql_column(q, DESCRIBE_OWNER),
	};
	bool passes;
	int rc;

	if (!has_owner(selection, c, subject.owner))
		return 0;
	if (has_user(selection, c, &subject, &passes, fault) ||
	    (passes && filters_pass(selection->filters, c, q, DESCRIBE_ELEMENTS,
				    &subject, &passes, fault)))
		return -1;
	if (!passes)
		return 0;
	if (paging_is_full(&selection->paging)) {
		selection->has_more = true;
		return 0;
	}
	paging_took(&selection->paging, sql_column(q, DESCRIBE_NUMBER), 1);
	markup_open(c->out, "item");
	rc = listing_row(c, q, DESCRIBE_ELEMENTS, selection->kind->elements,
			 &subject, fault);
	markup_close(c->out);
	return rc;
}

/* Writes the selected resources for which CONDITION holds, ordered by number.
 * Leaves out hidden resources that the request does not ask for. */
static int take_where(struct selection *selection, struct call *c,
		      const char *condition, const char *value,
		      struct fault *fault)
{
	bool all = selection->shows_hidden;
	char where[192];
	struct sql q;
	int rc = 0;

	(void)snprintf(where, sizeof(where), "%s%s%s%s ORDER BY number",
		       condition, all ? "" : " AND NOT (",
		       all ? "" : selection->kind->hidden, all ? "" : ")");
	if (describe_start(&q, c, selection->kind, where, value, fault))
		return -1;
	while (!rc && !selection->has_more && sql_next(&q))
		rc = take_resource(selection, c, &q, fault);
	return call_sql_end(&q, rc, fault);
}

/* Writes the resources that LIST names, in the order of LIST.  Writes a
 * resource once even if LIST repeats its name. */
static int take_named(struct selection *selection, struct call *c,
		      const struct call_list *list, const char *key,
		      struct fault *fault)
{
	char where[64];
	int rc = 0;

	for (size_t i = 0; i < list->len && !rc; i++) {
		const char *value = list->items[i].value;

		(void)snprintf(where, sizeof(where), "%s = ?4", key);
		if (!call_list_has(list, i, value))
			rc = take_where(selection, c, where, value, fault);
	}
	return rc;
}

static int write_set(struct selection *q, struct call *c, struct fault *fault)
{
	const struct kind *k = q->kind;
	char after[PAGING_PLACE_SIZE];
	int rc;

	memcpy(after, q->paging.after, sizeof(after));
	if (describe_check_named(c, k, &q->ids, false, fault) ||
	    describe_check_named(c, k, &q->names, true, fault))
		return -1;
	markup_open(c->out, k->set);
	if (q->ids.len || q->names.len)
		rc = take_named(q, c, &q->ids, k->key, fault) ||
		     take_named(q, c, &q->names, k->name_column, fault)
		     ? -1 : 0;
	else
		rc = take_where(q, c, "number > CAST(?4 AS INTEGER)", after,
				fault);
	markup_close(c->out);
	if (!rc && q->has_more)
		paging_write(&q->paging, c);
	return rc;
}

int describe_run(struct call *c, const struct kind *kind, struct fault *fault)
{
	struct selection q = { .kind = kind };
	int rc = read_selection(&q, c, fault);

	if (!rc)
		rc = write_set(&q, c, fault);
	release(&q);
	return rc;
}

int describe_one(struct call *c, const struct kind *kind, const char *id,
		 struct fault *fault)
{
	const struct subject subject = { .id = id, .owner = c->account };
	struct sql q;
	int rc = 0;

	if (describe_start(&q, c, kind, "id = ?4", id, fault))
		return -1;
	if (sql_next(&q))
		rc = listing_row(c, &q, DESCRIBE_ELEMENTS, kind->elements,
				 &subject, fault);
	return call_sql_end(&q, rc, fault);
}

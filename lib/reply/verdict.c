/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/verdict.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "reply/item.h"

/* Returns whether one of the values at PATH is among the words W.  Every
 * element on PATH may repeat.  Sets *ANY if PATH has any value. */
static bool any_among(const struct node *node, const char *path,
		      const struct requested_words *w, bool *any)
{
	size_t len = strcspn(path, "/|");
	bool last = path[len] != '/';

	for (const struct node *n = node->first; n; n = n->next) {
		size_t text_len;
		const char *text;

		if (strncmp(n->name, path, len) != 0 || n->name[len])
			continue;
		if (!last) {
			if (any_among(n, path + len + 1, w, any))
				return true;
			continue;
		}
		text = requested_trim(n->text, &text_len);
		*any = *any || text_len;
		if (text_len && requested_find(w, text, text_len))
			return true;
	}
	return false;
}

/* Returns whether a resource has one of the values W that the request asks for.
 * Also returns true if the resource has no value at the path of M, unless M is
 * of the kind ANSWER_CODE. */
static bool agrees(const struct answer_match *m,
		   const struct requested_words *w, const struct node *resource,
		   const struct node *item)
{
	const char *path = m->path;
	bool any = false;

	while (path) {
		if (any_among(m->of_item ? item : resource, path, w, &any))
			return true;
		path = strchr(path, '|');
		path = path ? path + 1 : NULL;
	}
	return !any && m->kind != ANSWER_CODE;
}

/* Returns the first entry of the rule's `matches` that shows that the resource
 * contradicts the request, or NULL. */
static const struct answer_match *find_contradiction(
	const struct answer *a, const struct node *resource,
	const struct node *item)
{
	const struct answer_match *m = a->rule->matches;

	for (size_t i = 0; m && m[i].filter && i < ANSWER_MATCHES_MAX; i++)
		if (a->matches[i].len &&
		    !agrees(&m[i], &a->matches[i], resource, item))
			return &m[i];
	return NULL;
}

int verdict_key(struct buf *key, const char *id, size_t len, bool exact,
		struct err *err)
{
	for (size_t i = 0; i < len; i++)
		buf_putc(key, exact ? id[i] : ascii_lower(id[i]));
	return buf_check(key, "id", err);
}

/* Sets *BEFORE to whether this reply already had the id, and remembers the id.
 * Once the ids take ANSWER_IDS_MAX bytes, remembers no further ids, so that
 * their repeats go unnoticed. */
static int met_before(struct answer *a, const struct verdict *v, bool *before,
		      struct err *err)
{
	struct buf *key = &a->key;
	bool known;

	*before = false;
	buf_clear(key);
	if (verdict_key(key, v->id, v->len, v->exact, err))
		return -1;
	if (seen_add(&a->seen, buf_str(key), v->len, before, err))
		return err->kind == ERR_LIMIT ? 0 : -1;
	if (!*before)
		return 0;
	return seen_add(&a->twice, buf_str(key), v->len, &known, err);
}

static int not_believed(struct verdict *v, const char *words)
{
	(void)snprintf(v->words, sizeof(v->words), "%s", words);
	return 0;
}

/* Returns whether the request asked for the resource, by its id or by its name.
 * Records that the reply has the resource.  Returns true if the request has
 * neither ids nor names. */
static bool was_asked_for(struct answer *a, const struct node *resource,
			  const struct verdict *v)
{
	const char *name = a->names.len ? item_text(resource, a->rule->name)
					: NULL;
	struct requested_word *by_id, *by_name = NULL;
	size_t len;

	if (!a->ids.len && !a->names.len)
		return true;
	by_id = requested_find(&a->ids, v->id, v->len);
	if (by_id)
		by_id->met = true;
	if (name) {
		name = requested_trim(name, &len);
		by_name = requested_find(&a->names, name, len);
	}
	if (by_name)
		by_name->met = true;
	return by_id || by_name;
}

/* Returns the path of the resource's id, or of the resource's name if the
 * resource has no id.  Security groups had only names until 2011. */
static const char *id_path(const struct answer *a, const struct node *resource)
{
	const char *id = item_text(resource, a->rule->id);

	return (id && *id) || !a->rule->name ? a->rule->id : a->rule->name;
}

static int judge_id(struct answer *a, const struct node *resource,
		    struct verdict *v, struct err *err)
{
	const char *path = id_path(a, resource);
	const char *id = item_text(resource, path);
	bool before;

	v->id = requested_trim(id ? id : "", &v->len);
	v->exact = a->rule->exact || path != a->rule->id;
	if (!v->len)
		return not_believed(v, "could not tell: an item has no id");
	if (item_doubled(resource, path)) {
		v->len = 0;
		return not_believed(v, "could not tell: an item has two ids");
	}
	if (!was_asked_for(a, resource, v))
		return not_believed(v, "is in the reply, but was not requested");
	if (met_before(a, v, &before, err))
		return -1;
	if (before)
		return not_believed(v, "could not tell: it came twice in one "
				    "reply");
	return 0;
}

int verdict_find(struct answer *a, const struct node *resource,
		 const struct node *item, struct verdict *v, struct err *err)
{
	const struct answer_match *match;

	*v = (struct verdict){ .id = "" };
	if (a->rule->id && judge_id(a, resource, v, err))
		return -1;
	match = v->words[0] ? NULL : find_contradiction(a, resource, item);
	if (match)
		(void)snprintf(v->words, sizeof(v->words), "%sis in the "
			       "reply, but lacks the requested %s",
			       a->rule->id ? "" : "an item ", match->called);
	return 0;
}

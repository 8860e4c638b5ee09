/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "reply/envelope.h"
#include "reply/verdict.h"

/* Adds the request's values of the list LIST to W, and sorts W.  Adds nothing
 * if LIST is NULL.  Leaves out the value `verbose`, which makes Eucalyptus list
 * the resources of all accounts. */
static int add_words(struct answer *a, struct requested_words *w,
		     const char *list, struct err *err)
{
	size_t kept = 0;

	if (!list)
		return 0;
	if (requested_add_list(w, a->request, list, err))
		return -1;
	for (size_t i = 0; i < w->len; i++)
		if (requested_compare(w->list[i].text, strlen(w->list[i].text),
				      "verbose", false) != 0)
			w->list[kept++] = w->list[i];
	w->len = kept;
	requested_sort(w);
	return 0;
}

static int add_ids(struct answer *a, struct err *err)
{
	a->ids.exact = a->rule->exact;
	a->names.exact = true;
	return add_words(a, &a->names, a->rule->names, err) ||
	       add_words(a, &a->ids, a->rule->ids, err) ? -1 : 0;
}

static int add_matches(struct answer *a, struct err *err)
{
	const struct answer_match *m = a->rule->matches;

	for (size_t i = 0; m && m[i].filter && i < ANSWER_MATCHES_MAX; i++) {
		struct requested_words *w = &a->matches[i];

		w->exact = m[i].kind == ANSWER_CODE;
		if ((m[i].list &&
		     requested_add_list(w, a->request, m[i].list, err)) ||
		    (!w->len &&
		     requested_add_filter(w, a->request, m[i].filter, err)))
			return -1;
		if (requested_is_plain(w, m[i].kind == ANSWER_OWNER,
				       a->request))
			requested_sort(w);
		else
			w->len = 0;
	}
	return 0;
}

static void forget_request(struct answer *a)
{
	requested_release(&a->ids);
	requested_release(&a->names);
	for (size_t i = 0; i < ANSWER_MATCHES_MAX; i++)
		requested_release(&a->matches[i]);
	seen_release(&a->seen);
	seen_release(&a->twice);
}

void answer_release(struct answer *a)
{
	forget_request(a);
	buf_release(&a->missing);
	buf_release(&a->faults);
	buf_release(&a->key);
}

int answer_begin(struct answer *a, const struct answer_rule *rule,
		 const struct params *request, struct err *err)
{
	static const struct answer_rule nothing = { .set = NULL };

	forget_request(a);
	buf_clear(&a->faults);
	buf_clear(&a->missing);
	a->apart = false;
	a->rule = rule ? rule : &nothing;
	a->request = request;
	a->seen.texts.max = ANSWER_IDS_MAX;
	a->count = a->count_whole = 0;
	a->faults_whole = a->fault_count = a->fault_count_whole = 0;
	if (add_ids(a, err))
		return -1;
	return add_matches(a, err);
}

void answer_reply(struct answer *a)
{
	seen_release(&a->seen);
	seen_release(&a->twice);
	for (size_t i = 0; i < a->ids.len; i++)
		a->ids.list[i].met = a->ids.list[i].found;
	for (size_t i = 0; i < a->names.len; i++)
		a->names.list[i].met = a->names.list[i].found;
	a->count = a->count_whole;
	a->fault_count = a->fault_count_whole;
	if (a->faults_whole)
		buf_keep(&a->faults, a->faults_whole);
	else
		buf_clear(&a->faults);
}

/* Counts a fault.  Keeps a text with ID and WORDS, or only WORDS if LEN is 0.
 * Keeps no text once ANSWER_FAULTS_MAX faults have been counted. */
static int add_fault(struct answer *a, const char *id, size_t len,
		     const char *words, struct err *err)
{
	if (a->fault_count++ >= ANSWER_FAULTS_MAX)
		return 0;
	if (len) {
		buf_append(&a->faults, id, len);
		buf_puts(&a->faults, ": ");
	}
	buf_puts(&a->faults, words);
	buf_append(&a->faults, "", 1);
	return buf_check(&a->faults, "errors", err);
}

bool answer_has_twice(const struct answer *a)
{
	return a->twice.count > 0;
}

int answer_came_once(const struct answer *a, const char *id, size_t len,
		     bool *once, struct err *err)
{
	struct buf key = { 0 };
	int rc;

	while (len && requested_is_blank(*id)) {
		id++;
		len--;
	}
	while (len && requested_is_blank(id[len - 1]))
		len--;
	rc = verdict_key(&key, id, len, a->rule->exact, err);
	*once = !seen_has(&a->twice, buf_str(&key), len);
	buf_release(&key);
	return rc;
}

/* Notes a fault if the list contains an element that is not an <item>, because
 * this element may be an item under another name. */
static int judge_items(struct answer *a, const struct node *list,
		       struct err *err)
{
	char words[160];

	for (const struct node *n = list->first; n; n = n->next) {
		if (strcmp(n->name, "item") == 0)
			continue;
		(void)snprintf(words, sizeof(words), "could not tell: <%.40s> "
			       "holds <%.40s>, which is not an item",
			       list->name, n->name);
		return add_fault(a, "", 0, words, err);
	}
	return 0;
}

/* The state of judging the resources of one item. */
struct item_state {
	struct answer *answer;
	const struct node *item;
	bool any;	/* we believe at least one resource so far */
};

static int judge_resource(void *ctx, const struct node *resource,
			  bool *believed, struct err *err)
{
	struct item_state *t = ctx;
	struct answer *a = t->answer;
	struct verdict v;

	if (verdict_find(a, resource, t->item, &v, err))
		return -1;
	*believed = !v.words[0];
	t->any = t->any || *believed;
	a->count += *believed;
	return *believed ? 0 : add_fault(a, v.id, v.len, v.words, err);
}

/* Sets *GOOD to whether an item has its list of resources.  Notes a fault if
 * the item has no list, or if the list contains an element that is not an
 * item. */
static int judge_list(struct answer *a, const struct node *item, bool *good,
		      struct err *err)
{
	const char *slash = strrchr(a->rule->resources, '/');
	int len = slash ? (int)(slash - a->rule->resources) : 0;
	const struct node *list = item->first;
	char words[128];

	while (list &&
	       ((int)strlen(list->name) != len ||
		memcmp(list->name, a->rule->resources, (size_t)len) != 0))
		list = list->next;
	*good = list != NULL;
	if (!list) {
		(void)snprintf(words, sizeof(words), "could not tell: an item "
			       "has no <%.*s>", len, a->rule->resources);
		return add_fault(a, "", 0, words, err);
	}
	return judge_items(a, list, err);
}

int answer_item(struct answer *a, const struct node *item, bool *keep,
		struct err *err)
{
	struct item_state t = { a, item, false };
	const struct node *first;

	*keep = true;
	if (!a->rule->id && !a->rule->matches)
		return 0;
	if (!*a->rule->resources)
		return judge_resource(&t, item, keep, err);
	if (judge_list(a, item, keep, err))
		return -1;
	if (!*keep)
		return 0;
	first = item_find(item, a->rule->resources);
	/* A rule with `least` is for a launch.  If the reply to a launch has no
	 * instance, the service has launched none, and the item makes no
	 * rows. */
	*keep = first || !a->rule->least;
	if (!first)
		return 0;
	if (item_keep(first, judge_resource, &t, err))
		return -1;
	*keep = t.any;
	return 0;
}

int answer_doubt(struct answer *a, const struct node *item,
		 const struct err *why, struct err *err)
{
	const char *id = "";
	size_t len = 0;

	if (a->rule->id && !*a->rule->resources && item_text(item, a->rule->id))
		id = requested_trim(item_text(item, a->rule->id), &len);
	return add_fault(a, id, len, why->text, err);
}

/* Checks the rule's element `set`.  Fails unless the set occurs exactly once.
 * Notes a fault if the set contains an element that is not an item. */
static int judge_set(struct answer *a, const struct node *root, struct err *err)
{
	const struct node *set;

	if (envelope_single(root, a->rule->set, &set, err))
		return -1;
	return judge_items(a, set, err);
}

int answer_page(struct answer *a, const struct node *root, struct err *err)
{
	const struct answer_rule *rule = a->rule;

	if (envelope_refusals(rule, root, err) ||
	    (rule->set && judge_set(a, root, err)) ||
	    envelope_judge(rule, a->request, root, err))
		return -1;
	for (size_t i = 0; i < a->ids.len; i++)
		a->ids.list[i].found = a->ids.list[i].met;
	for (size_t i = 0; i < a->names.len; i++)
		a->names.list[i].found = a->names.list[i].met;
	/* We do not believe a resource that occurs twice, but we have counted
	 * its first copy. */
	a->count -= a->twice.count < a->count ? a->twice.count : a->count;
	a->count_whole = a->count;
	a->faults_whole = a->faults.len;
	a->fault_count_whole = a->fault_count;
	return 0;
}

static bool is_selected(const struct answer *a)
{
	const char *const *list = a->rule->selects;

	for (; list && *list; list++)
		if (requested_has_list(a->request, *list))
			return true;
	return false;
}

/* Returns the number in the request's parameter PARAM.  Returns FALLBACK if the
 * request has no such parameter or the parameter is not a valid number. */
static long number_of(const struct answer *a, const char *param, long fallback)
{
	const char *text = param ? params_get(a->request, param) : NULL;
	struct err ignored;
	long n;

	return text && num_parse(text, 0, 1000000, &n, &ignored) == 0
		? n : fallback;
}

static int count_resources(struct answer *a, struct err *err)
{
	long least = number_of(a, a->rule->least, 0);
	long most = number_of(a, a->rule->most, -1);
	char words[128];

	if (least <= (long)a->count && (most < 0 || (long)a->count <= most))
		return 0;
	(void)snprintf(words, sizeof(words), "could not tell: the number of "
		       "resources in the reply is %zu, but %s %ld were "
		       "requested", a->count,
		       (long)a->count < least ? "at least" : "at most",
		       (long)a->count < least ? least : most);
	return add_fault(a, "", 0, words, err);
}

const char *answer_missing_words(const struct answer_rule *rule)
{
	return rule && rule->missing ? rule->missing
				     : "not there, or not visible to you";
}

static int note_missing(struct answer *a, const char *id, struct err *err)
{
	if (!a->apart)
		return add_fault(a, id, strlen(id),
				 answer_missing_words(a->rule), err);
	buf_append(&a->missing, id, strlen(id) + 1);
	return buf_check(&a->missing, "ids", err);
}

/* Notes the ids or names of LIST that the replies lack, in the order of the
 * request. */
static int missing_ids(struct answer *a, const struct requested_words *w,
		       const char *list, struct err *err)
{
	for (size_t i = 0; w->len && i < a->request->len; i++) {
		const char *text = params_value(a->request, i);
		struct requested_word *asked;

		if (!requested_is_element(params_name(a->request, i), list, ""))
			continue;
		asked = requested_find(w, text, strlen(text));
		if (!asked || asked->found)
			continue;
		asked->found = true;
		if (note_missing(a, text, err))
			return -1;
	}
	return 0;
}

int answer_end(struct answer *a, struct err *err)
{
	size_t omitted;
	char words[64];

	if (!is_selected(a) && (missing_ids(a, &a->ids, a->rule->ids, err) ||
				missing_ids(a, &a->names, a->rule->names, err)))
		return -1;
	if (count_resources(a, err))
		return -1;
	if (a->fault_count <= ANSWER_FAULTS_MAX)
		return 0;
	omitted = a->fault_count - ANSWER_FAULTS_MAX;
	a->fault_count = 0;
	(void)snprintf(words, sizeof(words), "and %zu more like these", omitted);
	return add_fault(a, "", 0, words, err);
}

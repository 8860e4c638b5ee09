/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/await.h"

#include <stdio.h>
#include <string.h>

#include "request/step.h"

/* Adds every text at PATH below NODE to the ids of the next read, which asks
 * for the state of resources. */
static int add_ids_at(struct exchange *x, const struct node *node,
		      const char *path, struct err *err)
{
	const char *list = x->run->call->until->rule->ids;
	struct params *p = &x->query.params;
	size_t len = strcspn(path, "/");

	for (const struct node *n = node->first; n; n = n->next) {
		if (strncmp(n->name, path, len) != 0 || n->name[len])
			continue;
		if (path[len] ? add_ids_at(x, n, path + len + 1, err)
			      : params_addf(p, n->text, err, "%s.%zu", list,
					    params_next(p, list)))
			return -1;
	}
	return 0;
}

/* Adds the ids in the write's own parameters to the ids of the next read. */
static int add_own_ids(struct exchange *x, struct err *err)
{
	const char *list = x->run->call->until->rule->ids;
	const struct params *own = &x->job.params;

	for (size_t i = 0; i < own->len; i++)
		if (requested_is_element(params_name(own, i), list, "") &&
		    params_add(&x->query.params, params_name(own, i),
			       params_value(own, i), err))
			return -1;
	return 0;
}

int await_or_done(struct exchange *x, long long now_ms, struct err *err)
{
	const struct until *u = x->run->call->until;
	struct watch *w = &x->watch;

	if (!u || !x->run->wait || x->run->dry_run || x->answer.faults.len)
		return step_done(x);
	if (query_begin(&x->query, &x->target->service, u->action, err) ||
	    (u->from ? add_ids_at(x, intake_root(&x->intake), u->from, err)
		     : add_own_ids(x, err)) ||
	    answer_begin(&w->answer, u->rule, &x->query.params, err))
		return -1;
	if (!w->answer.ids.len)
		return step_done(x);
	x->phase = EXCHANGE_AWAIT;
	w->looks = 0;
	w->begun_ms = now_ms;
	w->until_ms = now_ms + x->run->wait_seconds * 1000LL;
	return step_next(x, UNTIL_FIRST_MS, now_ms);
}

void await_look(struct exchange *x)
{
	answer_reply(&x->watch.answer);
	x->watch.good = x->watch.others = 0;
	buf_clear(&x->watch.failures);
}

/* Returns whether the first word of STATE is in WORDS, a list such as "a|b".
 * If WORDS is NULL, returns false.  Other clouds add words, as in "available
 * (project, host)". */
static bool is_state(const char *words, const char *state)
{
	size_t len = strcspn(state, " ");

	while (words && *words) {
		size_t n = strcspn(words, "|");

		if (n == len && strncmp(words, state, n) == 0)
			return true;
		words += n + (words[n] != '\0');
	}
	return false;
}

/* Returns whether STATE is one of the states `bad`, after which a resource does
 * not become good by itself.  Ignores the state `before` until UNTIL_UNKNOWN_MS
 * have passed. */
static bool is_bad(const struct exchange *x, const char *state)
{
	const struct until *u = x->run->call->until;

	if (!is_state(u->bad, state))
		return false;
	return !is_state(u->before, state) ||
	       x->sent_ms - x->watch.begun_ms >= UNTIL_UNKNOWN_MS;
}

static int look_at(struct exchange *x, const struct node *resource,
		   struct err *err)
{
	const struct until *u = x->run->call->until;
	const char *state = item_text(resource, u->state);
	const char *reason = u->reason ? item_text(resource, u->reason) : NULL;
	struct watch *w = &x->watch;

	if (!state || !is_bad(x, state)) {
		if (state && is_state(u->good, state))
			w->good++;
		else
			w->others++;
		return 0;
	}
	buf_printf(&w->failures, "%s is in state %s, and will not become %s%s%s",
		   item_text(resource, u->rule->id), state, u->good,
		   reason && *reason ? ": " : "", reason ? reason : "");
	buf_append(&w->failures, "", 1);
	return buf_check(&w->failures, "errors", err);
}

int await_item(struct exchange *x, const struct node *item, struct err *err)
{
	const struct answer_rule *rule = x->run->call->until->rule;
	bool keep;

	if (answer_item(&x->watch.answer, item, &keep, err))
		return -1;
	if (!keep)
		return 0;
	if (!*rule->resources)
		return look_at(x, item, err);
	for (const struct node *n = item_find(item, rule->resources); n;
	     n = item_next(n))
		if (look_at(x, n, err))
			return -1;
	return 0;
}

/* Ends the job as failed.  The first failure becomes the job's error, and later
 * failures become its faults. */
static int fail_all(struct exchange *x)
{
	const char *failures = buf_str(&x->watch.failures);
	size_t first = strlen(failures) + 1;

	err_set(&x->result.err, "%s", failures);
	(void)step_fail(x);
	x->result.faults = failures + first;
	x->result.faults_len = x->watch.failures.len - first;
	return 0;
}

/* Schedules the next look, which is a read of the state.  Ends the job as
 * failed if the time has run out. */
static int look_again(struct exchange *x, long long now_ms)
{
	const struct exchange_call *call = x->run->call;
	struct watch *w = &x->watch;
	long wait = UNTIL_FIRST_MS;
	char text[128];

	w->looks++;
	for (int i = 0; i < w->looks && wait < UNTIL_MOST_MS; i++)
		wait *= 2;
	if (wait > UNTIL_MOST_MS)
		wait = UNTIL_MOST_MS;
	if (now_ms >= w->until_ms) {
		err_set(&x->result.err, "carried out, but not %s after %ld "
			"second%s", call->until->good, x->run->wait_seconds,
			x->run->wait_seconds == 1 ? "" : "s");
		if (call->look)
			(void)err_hint(&x->result.err, "%s", call->look);
		return step_fail(x);
	}
	if (now_ms + wait > w->until_ms)
		wait = (long)(w->until_ms - now_ms);
	(void)snprintf(text, sizeof(text), "not %s yet: next request in %ld ms",
		       call->until->good, wait);
	step_note(x, false, text);
	return step_next(x, wait, now_ms);
}

/* Ends the job as failed because the state is not known.  result.err holds the
 * reason. */
static int give_no_state(struct exchange *x)
{
	(void)err_prefix(&x->result.err, "carried out, but not known to be %s",
			 x->run->call->until->good);
	return step_fail(x);
}

int await_answered(struct exchange *x, long long now_ms, struct err *err)
{
	const struct until *u = x->run->call->until;
	struct watch *w = &x->watch;
	size_t known = w->good + w->others;

	if (answer_page(&w->answer, intake_root(&x->intake), err)) {
		if (err->kind != ERR_DOUBT)
			return -1;
		x->result.err = *err;
		return give_no_state(x);
	}
	if (w->failures.len)
		return fail_all(x);
	if (!w->others && (u->gone_holds || known >= w->answer.ids.len))
		return step_done(x);
	if (known < w->answer.ids.len && !u->gone_holds &&
	    now_ms - w->begun_ms >= UNTIL_UNKNOWN_MS) {
		err_set(&x->result.err, "the reply lacks a requested id");
		return give_no_state(x);
	}
	return look_again(x, now_ms);
}

/* Looks again after a failure of the service or the network.  After "no such
 * resource", ends the job as done if `gone_holds` is set and the job has one
 * resource.  If not, looks again until UNTIL_UNKNOWN_MS have passed, because
 * parts of the service may not know a new resource yet.  After any other error,
 * ends the job as failed. */
int await_failed(struct exchange *x, long long now_ms)
{
	const struct exchange_result *latest = &x->attempt.result;
	bool gone = readback_gone(latest->code);

	if (gone && x->run->call->until->gone_holds &&
	    x->watch.answer.ids.len == 1)
		return step_done(x);
	if (gone ? now_ms - x->watch.begun_ms < UNTIL_UNKNOWN_MS
		 : !latest->refused && (!latest->code[0] ||
					latest->status >= 500))
		return look_again(x, now_ms);
	x->result = *latest;
	return give_no_state(x);
}

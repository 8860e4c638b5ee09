/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/gather.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "request/hint.h"
#include "request/idform.h"
#include "request/readback.h"

/* The maximum number of targets that a message names. */
enum { TARGETS_SHOWN = 40 };

/* What the targets have answered so far about one id, code or list.  The jobs
 * that have the same number, one job for each target, share this struct. */
struct gather_answers {
	bool answered;		/* a target has the id, or (if by_value) a
				 * target answered "true" or "false" */
	bool yes;		/* if by_value: a target answered "true" */
	bool incomplete;	/* a job failed for another reason than a
				 * missing id */
	bool listed;		/* a target's reply has filled `missing` */
	size_t ended;		/* number of targets whose job has ended; jobs
				 * that a stopped run has not sent never end */
	size_t place;		/* index of the first target that answered, or
				 * (if by_value) of the target with the rows in
				 * `best` */
	struct buf missing;	/* ids that all replies so far lack, each
				 * followed by a NUL */
	char *absence;		/* code and message of the first error that says
				 * that a target lacks the id, each followed by
				 * a NUL, or NULL */
};

static struct gather_answers *find_answers(struct gather *g,
					   const struct job *job,
					   struct err *err)
{
	size_t i = g->by_value ? 0 : job->number;
	size_t len = 2 * g->answers_len > i ? 2 * g->answers_len : i + 1;
	struct gather_answers *a;

	if (i < g->answers_len)
		return &g->answers[i];
	a = realloc(g->answers, len * sizeof(*a));
	if (!a) {
		err_memory(err);
		return NULL;
	}
	memset(a + g->answers_len, 0, (len - g->answers_len) * sizeof(*a));
	g->answers = a;
	g->answers_len = len;
	return &g->answers[i];
}

static void clear_answers(struct gather_answers *a)
{
	buf_release(&a->missing);
	free(a->absence);
	*a = (struct gather_answers){ .answered = false };
}

static bool is_last(const struct gather *g, const struct job *job)
{
	return job->target + 1 == g->targets->len;
}

/* Returns whether another region of the same login, with the same endpoint, has
 * already answered for the id of JOB.  In this case, the endpoint does not
 * distinguish regions. */
static bool answered_before(const struct gather *g,
			    const struct gather_answers *a,
			    const struct job *job)
{
	const struct place *now = g->targets->places[job->target];
	const struct place *before = g->targets->places[a->place];

	return a->answered && before != now && now->shared &&
	       before->login == now->login;
}

static int gather_begin(void *ctx, const struct job *job, struct err *err)
{
	struct gather *g = ctx;
	struct gather_answers *a = find_answers(g, job, err);

	if (!a)
		return -1;
	g->dropping = !g->by_value && answered_before(g, a, job);
	return g->by_value || g->dropping
		? 0 : g->sink->begin(g->sink->ctx, job, err);
}

static int gather_row(void *ctx, const struct row *row,
		      const struct cell *cells, size_t count, struct err *err)
{
	struct gather *g = ctx;

	if (g->by_value)
		return rowbuf_add(&g->current, row, cells, count, err);
	return g->dropping ? 0
		: g->sink->row(g->sink->ctx, row, cells, count, err);
}

/* Returns whether a target says that it lacks the resource.  AuthFailure ("not
 * yours") and a malformed id count as well, because another target may have the
 * resource. */
static bool says_absent(const struct gather *g, const struct exchange_result *r)
{
	if (!r->failed || r->refused || !g->ids)
		return false;
	return readback_gone(r->code) || strcmp(r->code, "AuthFailure") == 0 ||
	       str_ends(r->code, ".Malformed");
}

static int report_result(struct gather *g, const struct job *job,
			 const struct exchange_result *result, struct err *err)
{
	g->reported = true;
	return g->sink->done(g->sink->ctx, job, result, err);
}

/* Passes on a result with `merged` set, so that the next sink counts JOB but
 * prints nothing about it. */
static int pass_merged(struct gather *g, const struct job *job, struct err *err)
{
	const struct exchange_result merged = { .merged = true, .proxy = "" };

	return report_result(g, job, &merged, err);
}

/* Passes on a result.  After a target is closed, its remaining jobs fail
 * without an attempt.  Sets `merged` for these failures, because the failure
 * that closed the target has been reported. */
static int pass_result(struct gather *g, const struct job *job,
		       const struct exchange_result *result, struct err *err)
{
	const struct place *place = g->targets->places[job->target];

	if (result->failed && !result->refused && !result->attempts &&
	    place->target.closed)
		return pass_merged(g, job, err);
	return report_result(g, job, result, err);
}

/* Sets ERR's hint.  If ids of JOB are malformed, the hint explains why.  If
 * STRICT, the ids must also obey Amazon's rules.  If the ids are well formed,
 * the hint names the targets and then gives REASONS.  REASONS says why the ids
 * may be unknown, and may be "".  If the run ended before the jobs of all
 * targets, REASONS is NULL, and well-formed ids get no hint. */
static void hint_absent(const struct gather *g, const struct job *job,
			bool strict, const char *reasons, struct err *err)
{
	const struct targets *t = g->targets;
	struct buf text = { 0 };

	if (idform_explain(job, strict, &text) || !reasons) {
		(void)err_hint(err, "%s", buf_str(&text));
		buf_release(&text);
		return;
	}
	for (size_t i = 0; i < t->len && i < TARGETS_SHOWN; i++)
		buf_printf(&text, "%s%s", i ? ", " : "",
			   buf_str(&t->places[i]->name));
	if (t->len > TARGETS_SHOWN)
		buf_printf(&text, " and %zu more", t->len - TARGETS_SHOWN);
	(void)err_hint(err, "asked in %s%s", buf_str(&text), reasons);
	buf_release(&text);
}

static bool is_incomplete(const struct gather *g,
			  const struct gather_answers *a)
{
	return a->incomplete || g->targets->partial ||
	       a->ended < g->targets->len;
}

static const char unanswered[] =
	"could not tell: some regions or profiles did not answer, and the "
	"others do not have it";

/* Reports the ids that no target has shown.  The first id becomes the job's
 * error, and the other ids become errors about single resources. */
static int report_missing(struct gather *g, const struct job *job,
			  const struct gather_answers *a, struct err *err)
{
	struct exchange_result r = { .failed = true, .everywhere = true,
				     .again = g->reported, .proxy = "" };
	const struct targets *t = g->targets;
	const bool incomplete = is_incomplete(g, a);
	const char *words = incomplete ? unanswered
				    : answer_missing_words(g->call->rule);
	const char *id = buf_str(&a->missing);
	const char *end = id + a->missing.len;
	struct buf faults = { 0 };
	int rc;

	err_set(&r.err, "%s: %s", id, words);
	hint_absent(g, job, endpoint_is_amazon(&t->places[0]->endpoint),
		    a->ended < t->len ? NULL : str_begins(id, "i-")
		    ? hint_unknown(job, t->everywhere && !incomplete) : "",
		    &r.err);
	for (id += strlen(id) + 1; id < end; id += strlen(id) + 1) {
		buf_printf(&faults, "%s: %s", id, words);
		buf_append(&faults, "", 1);
	}
	rc = buf_check(&faults, "errors", err);
	r.faults = buf_str(&faults);
	r.faults_len = faults.len;
	if (rc == 0)
		rc = report_result(g, job, &r, err);
	buf_release(&faults);
	return rc;
}

/* Returns whether LIST contains ID.  Each string of LIST ends with a NUL. */
static bool is_listed(const char *id, const char *list, size_t len)
{
	const char *end = list + len;

	for (; list < end; list += strlen(list) + 1)
		if (strcmp(list, id) == 0)
			return true;
	return false;
}

/* Sets `missing` to the ids that this reply and all earlier replies lack. */
static int keep_missing(struct gather_answers *a,
			const struct exchange_result *r, struct err *err)
{
	struct buf left = { 0 };
	const char *id = r->missing_len ? r->missing : "";
	const char *end = id + r->missing_len;

	for (; id < end; id += strlen(id) + 1)
		if (!a->listed ||
		    is_listed(id, buf_str(&a->missing), a->missing.len))
			buf_append(&left, id, strlen(id) + 1);
	a->listed = true;
	buf_release(&a->missing);
	a->missing = left;
	return buf_check(&a->missing, "ids", err);
}

/* Ends a job whose request named ids in a filter.  After the job of the last
 * target, reports the ids that all replies lack. */
static int end_list(struct gather *g, const struct job *job,
		    const struct exchange_result *result, struct err *err)
{
	struct gather_answers *a = find_answers(g, job, err);
	bool whole = !result->failed;

	if (!a || (whole && keep_missing(a, result, err)))
		return -1;
	a->ended++;
	a->incomplete = a->incomplete || !whole;
	if (!is_last(g, job) || !a->missing.len)
		return pass_result(g, job, result, err);
	if (!whole && pass_result(g, job, result, err))
		return -1;
	return report_missing(g, job, a, err);
}

/* Keeps the first error that says that a target lacks the id. */
static int keep_absence(struct gather_answers *a,
			const struct exchange_result *result, struct err *err)
{
	size_t len = strlen(result->code) + 1;
	size_t text_len = strlen(result->err.text) + 1;

	if (a->absence)
		return 0;
	a->absence = malloc(len + text_len);
	if (!a->absence)
		return err_memory(err);
	memcpy(a->absence, result->code, len);
	memcpy(a->absence + len, result->err.text, text_len);
	return 0;
}

/* Reports, after the job of the last target, a resource that no target has
 * shown.  The error repeats the first error about the missing resource.  If a
 * target did not answer, the error says "could not tell" instead. */
static int report_absent(struct gather *g, const struct job *job,
			 struct gather_answers *a, struct err *err)
{
	struct exchange_result r = { .failed = true, .everywhere = true,
				     .again = g->reported, .proxy = "" };
	const char *code = a->absence ? a->absence : "";
	const struct targets *t = g->targets;

	if (*code && !is_incomplete(g, a)) {
		(void)snprintf(r.code, sizeof(r.code), "%s", code);
		err_set(&r.err, "%s", code + strlen(code) + 1);
		if (readback_gone(code) || strcmp(code, "AuthFailure") == 0)
			hint_absent(g, job,
				    hint_strict(&t->places[0]->endpoint, code),
				    hint_is_instance(code)
				    ? hint_unknown(job, t->everywhere) : "",
				    &r.err);
	} else {
		err_set(&r.err, "%s", unanswered);
	}
	return report_result(g, job, &r, err);
}

static int report_repeat(struct gather *g, const struct job *job,
			 struct err *err)
{
	struct exchange_result r = { .failed = true, .proxy = "" };

	err_set(&r.err, "the endpoint does not tell regions apart: it has "
			"already answered for another region");
	return report_result(g, job, &r, err);
}

/* Ends a job with one id.  Every target gets its own request for the id. */
static int end_single(struct gather *g, const struct job *job,
		      const struct exchange_result *result, struct err *err)
{
	struct gather_answers *a = find_answers(g, job, err);
	bool absent = says_absent(g, result), twice;
	int rc = 0;

	if (!a || (absent && keep_absence(a, result, err)))
		return -1;
	a->ended++;
	twice = !result->failed && answered_before(g, a, job);
	if (!result->failed && !a->answered) {
		a->answered = true;
		a->place = job->target;
	}
	a->incomplete = a->incomplete || (result->failed && !absent);
	if (is_last(g, job) && !a->answered && a->absence) {
		if (!absent)
			rc = pass_result(g, job, result, err);
		return rc ? rc : report_absent(g, job, a, err);
	}
	if (twice)
		return report_repeat(g, job, err);
	return absent ? pass_merged(g, job, err)
		      : pass_result(g, job, result, err);
}

/* Passes on the rows in `best` and their result.  If no target answered "true"
 * and a target did not answer, reports an error instead. */
static int report_best(struct gather *g, const struct job *job,
		       const struct gather_answers *a, struct err *err)
{
	struct exchange_result r = { .answered_false = !a->yes,
				     .again = g->reported, .proxy = "" };
	struct job named = { .params = job->params, .name = job->name,
			     .target = a->place, .number = job->number,
			     .line = job->line };

	if (!a->yes && is_incomplete(g, a)) {
		r.failed = r.everywhere = true;
		err_set(&r.err, "could not tell: some regions or profiles did "
				"not answer, and the others did not confirm "
				"it");
		return report_result(g, job, &r, err);
	}
	if (g->sink->begin(g->sink->ctx, &named, err) ||
	    rowbuf_flush(&g->best, g->sink->row, g->sink->ctx, err))
		return -1;
	return report_result(g, &named, &r, err);
}

/* Keeps the current rows in `best` if no earlier target answered, or if this
 * target is the first that answered "true". */
static void take_best(struct gather *g, struct gather_answers *a,
		      const struct job *job,
		      const struct exchange_result *result)
{
	bool yes = !result->answered_false;

	if (!a->answered || (yes && !a->yes)) {
		struct rowbuf better = g->current;

		g->current = g->best;
		g->best = better;
		a->place = job->target;
	}
	a->answered = true;
	a->yes = a->yes || yes;
}

/* Ends a job in a run that prints one row per id for all targets (by_value). */
static int end_value(struct gather *g, const struct job *job,
		     const struct exchange_result *result, struct err *err)
{
	struct gather_answers *a = find_answers(g, job, err);
	bool absent = says_absent(g, result), last = is_last(g, job);
	int rc = 0;

	/* Clear the answers about the previous id here, not after the last
	 * target of that id.  A stopped run may never end that target's job. */
	if (a && g->value != job->number) {
		clear_answers(a);
		rowbuf_clear(&g->best);
		g->value = job->number;
	}
	if (!a || (absent && keep_absence(a, result, err)))
		return -1;
	a->ended++;
	if (!result->failed)
		take_best(g, a, job, result);
	rowbuf_clear(&g->current);
	a->incomplete = a->incomplete || (result->failed && !absent);
	if (result->failed && !absent)
		rc = pass_result(g, job, result, err);
	else if (!last)
		rc = pass_merged(g, job, err);
	if (rc || !last)
		return rc;
	if (a->answered)
		rc = report_best(g, job, a, err);
	else if (a->absence)
		rc = report_absent(g, job, a, err);
	return rc;
}

static int gather_done(void *ctx, const struct job *job,
		       const struct exchange_result *result, struct err *err)
{
	struct gather *g = ctx;

	g->reported = false;
	if (g->by_value)
		return end_value(g, job, result, err);
	if (!g->ids)
		return pass_result(g, job, result, err);
	if (g->list)
		return end_list(g, job, result, err);
	return end_single(g, job, result, err);
}

static int gather_idle(void *ctx, struct err *err)
{
	const struct gather *g = ctx;

	return g->sink->idle(g->sink->ctx, err);
}

struct api_sink gather_sink(struct gather *g)
{
	if (g->targets->len == 1)
		return *g->sink;
	return (struct api_sink){ gather_begin, gather_row, gather_done,
				  gather_idle, g };
}

void gather_release(struct gather *g)
{
	for (size_t i = 0; i < g->answers_len; i++)
		clear_answers(&g->answers[i]);
	free(g->answers);
	g->answers = NULL;
	g->answers_len = 0;
	rowbuf_release(&g->current);
	rowbuf_release(&g->best);
}

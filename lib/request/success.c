/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/success.h"

#include "reply/reply.h"
#include "reply/sift.h"
#include "request/await.h"
#include "request/settle.h"
#include "request/step.h"

/* Schedules the next page of a list.  If the list has no further page, or the
 * call has no pages, ends the job or begins to wait for the state of
 * `until`. */
static int next_page(struct exchange *x, long long now_ms, struct err *err)
{
	const struct node *root = intake_root(&x->intake);
	const char *token = item_text(root, "nextToken");

	if (!x->run->call->pages || x->run->call->writes || !token || !*token)
		return answer_end(&x->answer, err)
			       ? -1 : await_or_done(x, now_ms, err);
	if (pages_next(&x->pages, x->attempt.any_item, token,
		       &x->result.err))
		return step_fail(x);
	if (params_set(&x->query.params, "NextToken", token, err))
		return -1;
	return step_next(x, 0, now_ms);
}

/* Handles a reply without <return>.  Schedules READBACK, which shows whether
 * the write worked.  If READBACK is NULL, HTTP status 200 counts as success. */
static int without_return(struct exchange *x, const struct readback *readback,
			  long long now_ms, struct err *err)
{
	if (readback)
		return settle_begin(x, readback, now_ms, err);
	step_note(x, false, "the reply has no <return>; HTTP 200 is taken as "
		  "success");
	return next_page(x, now_ms, err);
}

struct sifting {
	struct exchange *x;
	struct rowbuf kept;
	struct sift sift;
};

static int keep_unless_twice(void *ctx, const char *id, size_t len, bool *keep,
			     struct err *err)
{
	const struct sifting *s = ctx;

	return answer_came_once(&s->x->answer, id, len, keep, err);
}

static int keep_row(void *ctx, const struct row *row, const struct cell *cells,
		    size_t count, struct err *err)
{
	struct sifting *s = ctx;

	return rowbuf_add(&s->kept, row, cells, count, err);
}

static int sift_buffered(void *ctx, const struct row *row,
			 const struct cell *cells, size_t count,
			 struct err *err)
{
	struct sifting *s = ctx;

	return sift_row(&s->sift, row, cells, count, err);
}

/* Drops all rows of a resource that occurs more than once in this reply,
 * because we believe none of the copies. */
static int drop_twice(struct exchange *x, struct err *err)
{
	struct sifting s = { .x = x, .sift = {
		.keeps = keep_unless_twice, .out = keep_row, .ctx = &s } };
	int rc;

	if (!answer_has_twice(&x->answer))
		return 0;
	sift_begin(&s.sift, x->run->call->rows, x->answer.rule->resources);
	rc = rowbuf_uncommitted(&x->rows, sift_buffered, &s, err);
	if (!rc)
		rc = sift_flush(&s.sift, err);
	if (!rc) {
		rowbuf_rollback(&x->rows);
		buf_append(&x->rows.packed, buf_str(&s.kept.packed),
			   s.kept.packed.len);
		rc = buf_check(&x->rows.packed, "rows", err);
	}
	sift_release(&s.sift);
	rowbuf_release(&s.kept);
	return rc;
}

/* Accepts a reply that is complete and does not contradict itself.  The rows of
 * a list stay even if a later page fails. */
static int accept_reply(struct exchange *x, struct err *err)
{
	if (drop_twice(x, err))
		return -1;
	rowbuf_commit(&x->rows);
	x->attempt.streamed = false;
	return 0;
}

/* Checks whether the reply answers the request.  If the reply does not answer
 * the request, sets *FAILED and result.err. */
static int judge_page(struct exchange *x, bool *failed, struct err *err)
{
	const struct exchange_call *call = x->run->call;

	*failed = false;
	if (answer_page(&x->answer, intake_root(&x->intake), err) == 0)
		return 0;
	if (err->kind != ERR_DOUBT)
		return -1;
	*failed = true;
	x->result.err = *err;
	if (call->writes && call->look)
		(void)err_hint(&x->result.err, "%s", call->look);
	return 0;
}

/* Returns whether to send READBACK after a reply that reports success. */
static bool needs_read(const struct exchange *x,
		       const struct readback *readback)
{
	const char *version = x->target->service.api_version;

	return readback && x->run->read_back &&
	       (readback->always || (readback->if_imitated &&
				     intake_is_imitated(&x->intake, version)));
}

int success_of_call(struct exchange *x, long long now_ms, struct err *err)
{
	const struct exchange_call *call = x->run->call;
	const struct readback *readback = settle_readback(x);
	struct exchange_result *r = &x->result;
	enum reply_truth truth;
	bool failed;

	if (reply_truth(intake_root(&x->intake), &truth, &r->err))
		return step_fail(x);
	if (truth == REPLY_FALSE && call->returns != REPLY_ANSWER) {
		err_set(&r->err, "the service answered false: not done");
		return step_fail(x);
	}
	if (truth == REPLY_MISSING && call->returns == REPLY_ANSWER) {
		err_set(&r->err, "could not tell: the reply says neither true "
			"nor false");
		return step_fail(x);
	}
	if (x->run->dry_run && call->writes) {
		err_set(&r->err, "the endpoint ignored --dry-run and carried "
			"out the request");
		if (call->look)
			(void)err_hint(&r->err, "%s", call->look);
		return step_fail(x);
	}
	if (judge_page(x, &failed, err))
		return -1;
	if (failed)
		return step_fail(x);
	if (x->run->dry_run)
		step_note(x, true, "the endpoint ignored --dry-run");
	if (accept_reply(x, err))
		return -1;
	if (call->returns != REPLY_NO_RETURN && truth == REPLY_MISSING)
		return without_return(x, readback, now_ms, err);
	r->answered_false = truth == REPLY_FALSE;
	x->said_yes = true;
	if (needs_read(x, readback))
		return settle_begin(x, readback, now_ms, err);
	return next_page(x, now_ms, err);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/exchange.h"

#include <stdio.h>
#include <string.h>

#include "request/await.h"
#include "request/failure.h"
#include "request/idfilter.h"
#include "request/settle.h"
#include "request/step.h"
#include "request/success.h"

int exchange_rows(struct exchange *x, row_fn *fn, void *ctx, struct err *err)
{
	/* Rows of complete pages do not forbid a retry, because a retry does
	 * not request these pages again. */
	x->attempt.streamed = x->attempt.streamed ||
			      x->rows.packed.len > x->rows.committed;
	return rowbuf_flush(&x->rows, fn, ctx, err);
}

void exchange_keep_whole(struct exchange *x)
{
	rowbuf_rollback(&x->rows);
}

/* Makes the rows of an item.  Makes no rows of an item that we do not believe,
 * that contradicts itself or that the run hides.  In phase EXCHANGE_AWAIT, only
 * notes the states of the item's resources. */
static int on_item(void *ctx, const struct node *item, struct err *err)
{
	struct exchange *x = ctx;
	size_t before = x->rows.packed.len;
	bool keep;

	x->attempt.any_item = true;
	if (x->phase == EXCHANGE_AWAIT)
		return await_item(x, item, err);
	if (answer_item(&x->answer, item, &keep, err))
		return -1;
	if (keep && x->run->hide && x->run->call->hides)
		keep = !x->run->call->hides(item);
	if (!keep || step_make_rows(x, item, err) == 0)
		return 0;
	if (err->kind != ERR_DOUBT)
		return -1;
	buf_keep(&x->rows.packed, before);
	x->attempt.result.err = *err;
	return answer_doubt(&x->answer, item, &x->attempt.result.err, err);
}

bool exchange_has_rows(const struct exchange *x)
{
	return x->rows.packed.len > 0;
}

bool exchange_was_answered(const struct exchange *x)
{
	return x->attempt.result.failure == HTTP_WHOLE;
}

bool exchange_connected(const struct exchange *x)
{
	return x->attempt.result.failure != HTTP_NO_HOST &&
	       x->attempt.result.failure != HTTP_NO_CONNECTION;
}

bool exchange_is_throttled(const struct exchange *x)
{
	return x->attempt.throttled;
}

bool exchange_has_begun(const struct exchange *x)
{
	return x->attempts || x->phase != EXCHANGE_MAIN;
}

bool exchange_awaits(const struct exchange *x)
{
	return x->phase == EXCHANGE_AWAIT && x->state != EXCHANGE_DONE;
}

bool exchange_fits(const struct exchange *x, size_t room)
{
	return room > 0 && x->requeues < 2 && room / 2 >= x->requeued_at;
}

size_t exchange_memory(const struct exchange *x)
{
	return x->rows.packed.len + intake_memory(&x->intake) +
	       x->pages.tokens.texts.used + x->query.params.text.len +
	       x->answer.seen.texts.used + x->answer.faults.len;
}

/* If a reply is one item, its rows wait until the reply is complete, because
 * the element that reports success may come last. */
bool exchange_may_stream(const struct exchange *x)
{
	return x->rows.packed.len >= EXCHANGE_BUFFER_MAX &&
	       *x->run->call->items;
}

static bool is_write(const struct exchange *x)
{
	return x->run->call->writes && x->phase == EXCHANGE_MAIN;
}

int exchange_requeue(struct exchange *x, struct err *err)
{
	if (is_write(x))
		return err_limit(err, "reply: larger than the memory that other "
				      "replies leave free");
	x->requeued_at = exchange_memory(x);
	x->attempt.requeued = true;
	/* Free the memory now, because other replies may need it before this
	 * transfer ends. */
	intake_drop(&x->intake);
	rowbuf_rollback(&x->rows);
	return err_set(err, "requeued");
}

static bool is_traced(const struct exchange *x)
{
	return x->run->trace && !x->run->call->secret;
}

static int on_body(void *ctx, long status, const char *data, size_t len,
		   struct err *err)
{
	struct exchange *x = ctx;

	if (intake_feed(&x->intake, status, data, len, err))
		return -1;
	if (exchange_memory(x) < EXCHANGE_BUFFER_MIN)
		return 0;
	return x->run->on_growth(x->run->growth_ctx, x, err);
}

int exchange_init(struct exchange *x, struct exchange_run *run, struct err *err)
{
	x->run = run;
	x->query.on_body = on_body;
	x->query.ctx = x;
	if (intake_init(&x->intake, on_item, x, err))
		return -1;
	if (run->call->secret) {
		intake_secret(&x->intake);
		query_secret(&x->query);
		x->rows.packed.secret = true;
		x->job.params.text.secret = true;
	}
	return 0;
}

void exchange_release(struct exchange *x)
{
	job_release(&x->job);
	params_release(&x->wire);
	query_release(&x->query);
	pages_release(&x->pages);
	intake_release(&x->intake);
	/* Error texts may quote the session token, and step_clear_result does
	 * not wipe them. */
	buf_wipe(&x->result, sizeof(x->result));
	buf_wipe(&x->attempt, sizeof(x->attempt));
	answer_release(&x->answer);
	answer_release(&x->watch.answer);
	buf_release(&x->watch.failures);
	rowbuf_release(&x->rows);
}

/* Composes the request again, without the parameters that the endpoint has
 * refused in another job.  Keeps a request that the service may have carried
 * out, or that asks for a later page. */
static int leave_out_refused(struct exchange *x, struct err *err)
{
	if (x->left_out == x->target->extras.left_out ||
	    x->phase != EXCHANGE_MAIN || x->pages.count ||
	    (is_write(x) && x->doubt != EXCHANGE_NO_DOUBT))
		return 0;
	return step_main_request(x, err);
}

/* Turns ids into a filter if the run asks for a filter and the action has a
 * filter for ids. */
static int make_wire(struct exchange *x, struct err *err)
{
	const struct answer_rule *rule = x->run->call->rule;

	params_clear(&x->wire);
	if (!x->run->by_filter || !idfilter_has(rule))
		return 0;
	x->answer.apart = true;
	return idfilter_copy(rule, &x->job.params, &x->wire, err);
}

int exchange_begin(struct exchange *x, long long now_ms, struct err *err)
{
	step_clear_result(&x->result);
	x->phase = EXCHANGE_MAIN;
	x->doubt = EXCHANGE_NO_DOUBT;
	x->readback = NULL;
	x->attempts = x->requeues = 0;
	x->wait_until_ms = 0;
	x->requeued_at = 0;
	x->clock_tried = x->said_yes = false;
	x->attempt = (struct exchange_attempt){ .streamed = false };
	rowbuf_clear(&x->rows);
	pages_begin(&x->pages);
	x->state = EXCHANGE_DUE;
	x->due_ms = now_ms;
	x->target = x->run->targets[x->job.target];
	if (answer_begin(&x->answer, x->run->call->rule, &x->job.params,
			 err) || make_wire(x, err))
		return -1;
	return step_main_request(x, err);
}

void exchange_renew(struct exchange *x)
{
	struct target *t = x->target;
	struct err words;

	if (!t->renew || t->renew(t->renew_ctx, t, &words) == 0)
		return;
	exchange_give_up(x, words.text);
	x->result.refused = true;
	(void)err_hint(&x->result.err, "%s", words.hint);
}

static int begin_intake(struct exchange *x, struct err *err)
{
	const struct exchange_call *call = x->run->call;

	if (x->phase == EXCHANGE_READBACK)
		return intake_begin(&x->intake, x->readback->action, NULL,
				    is_traced(x), err);
	if (x->phase == EXCHANGE_AWAIT)
		return intake_begin(&x->intake, call->until->action,
				    call->until->items, is_traced(x), err);
	return intake_begin(&x->intake, call->action, call->items, is_traced(x),
			    err);
}

static void trace_request(struct exchange *x)
{
	struct buf text = { 0 };

	query_text(&x->query, &text);
	x->run->trace(x->run->ctx, "request", buf_str(&text), text.len);
	buf_release(&text);
}

int exchange_send(struct exchange *x, struct err *err)
{
	if (leave_out_refused(x, err))
		return -1;
	x->attempts++;
	x->attempt = (struct exchange_attempt){
		.clock_off = x->target->service.clock_off };
	if (x->phase == EXCHANGE_MAIN)
		answer_reply(&x->answer);
	else if (x->phase == EXCHANGE_AWAIT)
		await_look(x);
	if (is_traced(x))
		trace_request(x);
	if (begin_intake(x, err))
		return -1;
	x->state = EXCHANGE_SENT;
	return query_send(&x->query, &x->target->service, !is_write(x), err);
}

void exchange_give_up(struct exchange *x, const char *why)
{
	const char *what = "not tried";
	bool unknown = x->phase != EXCHANGE_AWAIT && x->run->call->writes &&
		       (x->state == EXCHANGE_SENT ||
			x->doubt > EXCHANGE_FAILED_LATE);

	if (x->phase == EXCHANGE_AWAIT)
		what = "carried out, but the wait was ended";
	else if (x->phase == EXCHANGE_READBACK)
		what = "accepted, but the result was not read back";
	else if (unknown)
		what = "whether it was carried out is unknown";
	else if (x->attempts || x->requeues || x->pages.count)
		what = "not tried again";
	/* A write has failed, and no read has shown whether it worked anyway.
	 * Report how the write failed. */
	if (x->doubt == EXCHANGE_SETTLING) {
		(void)step_unsettled(x);
		return;
	}
	step_clear_result(&x->result);
	err_set(&x->result.err, "%s, since %s", what, why);
	if (unknown && x->run->call->look)
		err_hint(&x->result.err, "%s", x->run->call->look);
	(void)step_fail(x);
}

/* Schedules the request again after exchange_requeue has dropped the reply.
 * Does not count an attempt, because the request did not fail. */
static int begin_anew(struct exchange *x, long long now_ms)
{
	step_note(x, false, "the reply is too long to keep until the earlier "
		  "replies are printed: repeating the request");
	x->attempt.requeued = false;
	x->requeues++;
	x->attempts--;
	rowbuf_rollback(&x->rows);
	return step_again(x, 0, now_ms);
}

static int good_reply(struct exchange *x, long long now_ms, struct err *err)
{
	if (x->phase == EXCHANGE_READBACK)
		return settle_answered(x, now_ms, err);
	if (x->phase == EXCHANGE_AWAIT)
		return await_answered(x, now_ms, err);
	(void)snprintf(x->result.request_id, sizeof(x->result.request_id),
		       "%s", reply_request_id(intake_root(&x->intake)));
	x->result.status = x->attempt.result.status;
	return success_of_call(x, now_ms, err);
}

static int decide_step(struct exchange *x, const struct http_reply *reply,
		       long long now_ms, struct err *err)
{
	struct err *why = &x->attempt.result.err;
	struct reply_error error;
	enum intake_kind kind;

	if (x->attempt.requeued)
		return begin_anew(x, now_ms);
	kind = intake_end(&x->intake, reply, &error, why);
	if (kind == INTAKE_REPLY)
		return good_reply(x, now_ms, err);
	if (kind == INTAKE_ERROR)
		return failure_of_service(x, reply, &error, now_ms, err);
	(void)err_prefix(why, "%s", buf_str(&x->target->service.endpoint->text));
	return kind == INTAKE_BROKEN
		       ? failure_of_transfer(x, reply, now_ms, err)
		       : failure_of_foreign(x, now_ms, err);
}

int exchange_reply(struct exchange *x, const struct http_reply *reply,
		   long long now_ms, struct err *err)
{
	int rc;

	if (is_traced(x))
		x->run->trace(x->run->ctx, "reply", buf_str(&x->intake.body),
			      x->intake.body.len);
	step_clear_result(&x->attempt.result);
	x->attempt.result.failure = reply->failure;
	x->attempt.result.status = reply->status;
	x->attempt.result.proxy = reply->proxy ? reply->proxy : "";
	x->attempt.result.attempts = x->attempts;
	x->attempt.result.action = x->run->call->action;
	x->attempt.kept = reply->kept;
	rc = decide_step(x, reply, now_ms, err);
	/* Drop a long reply, because its rows are made and the job may wait for
	 * a long time. */
	if (intake_memory(&x->intake) >= EXCHANGE_BUFFER_MIN)
		intake_drop(&x->intake);
	return rc;
}

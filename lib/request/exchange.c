/* SPDX-License-Identifier: BSD-2-Clause */
/* One job from its first request to its end. */
#include "request/exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/codec.h"
#include "base/digest.h"
#include "http/retry.h"

/* Most replies leave its longest part, the words, empty. */
static void clear_result(struct exchange_result *r)
{
	r->failed = r->refused = r->answered_false = false;
	r->failure = HTTP_WHOLE;
	r->status = r->clock_off = 0;
	r->attempts = 0;
	r->proxy = "";
	r->code[0] = r->request_id[0] = '\0';
	err_clear(&r->err);
}

static int hold_row(void *ctx, const char *heads, const struct cell *cells,
		    size_t count, struct err *err)
{
	struct exchange *x = ctx;

	return held_add(&x->rows, heads, cells, count, err);
}

int exchange_rows(struct exchange *x, row_fn *fn, void *ctx, struct err *err)
{
	/* Those of whole pages will not come again. */
	x->streamed = x->streamed || x->rows.packed.len > x->rows.whole;
	return held_hand_out(&x->rows, fn, ctx, err);
}

void exchange_keep_whole(struct exchange *x)
{
	held_drop(&x->rows);
}

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	struct exchange *x = ctx;

	x->any_item = true;
	return row_make(x->run->call->rows, item, &x->job.params, hold_row, x,
			err);
}

size_t exchange_held(const struct exchange *x)
{
	/* Soon gone. */
	if (x->put_back)
		return 0;
	return x->rows.packed.len + intake_held(&x->intake) +
	       x->pages.tokens.texts.used + x->query.params.text.len;
}

/* Rows of a reply that is one item wait for the whole of it: what it says of
 * success may come last. */
bool exchange_may_stream(const struct exchange *x)
{
	return x->rows.packed.len >= EXCHANGE_HOLD_MAX && *x->run->call->items;
}

static bool is_write(const struct exchange *x)
{
	return x->run->call->writes && x->phase == EXCHANGE_MAIN;
}

int exchange_put_back(struct exchange *x, struct err *err)
{
	if (is_write(x))
		return err_limit(err, "reply: larger than there is room for "
				 "beside others");
	x->put_back_at = exchange_held(x);
	x->put_back = true;
	return err_set(err, "put back");
}

static bool traced(const struct exchange *x)
{
	return x->run->trace && !x->run->call->secret;
}

static int on_body(void *ctx, long status, const char *data, size_t len,
		   struct err *err)
{
	struct exchange *x = ctx;

	if (intake_feed(&x->intake, status, data, len, err))
		return -1;
	if (exchange_held(x) < EXCHANGE_HOLD_MIN)
		return 0;
	return x->run->grown(x->run->grown_ctx, x, err);
}

int exchange_init(struct exchange *x, struct exchange_run *run,
		  struct err *err)
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
	query_release(&x->query);
	pages_release(&x->pages);
	intake_release(&x->intake);
	/* See intake_feed; what was cleared since is still there. */
	buf_wipe(&x->result, sizeof(x->result));
	buf_wipe(&x->latest, sizeof(x->latest));
	held_release(&x->rows);
}

/* The request of the job itself. */
static int main_request(struct exchange *x, struct err *err)
{
	const struct exchange_run *run = x->run;
	struct params *params = &x->query.params;

	if (query_begin(&x->query, &run->service, run->call->action, err) ||
	    (run->dry_run && params_add(params, "DryRun", "true", err)))
		return -1;
	x->left_out = run->extras.left_out;
	return extras_copy(&run->extras, &x->job.params, params, err);
}

/* Makes the request anew when another job has learnt since what the endpoint
 * does not know. */
static int follow_extras(struct exchange *x, struct err *err)
{
	if (x->left_out == x->run->extras.left_out ||
	    x->phase != EXCHANGE_MAIN || x->pages.count ||
	    (is_write(x) && x->doubtful))
		return 0;
	return main_request(x, err);
}

int exchange_begin(struct exchange *x, long long now_ms, struct err *err)
{
	clear_result(&x->result);
	x->phase = EXCHANGE_MAIN;
	x->readback = NULL;
	x->attempt = 0;
	x->wait_until_ms = 0;
	x->streamed = x->doubtful = x->in_doubt = false;
	x->clock_tried = x->said_yes = false;
	x->put_back = false;
	x->put_backs = 0;
	x->put_back_at = 0;
	held_clear(&x->rows);
	pages_begin(&x->pages);
	x->state = EXCHANGE_DUE;
	x->due_ms = now_ms;
	return main_request(x, err);
}

void exchange_renew(struct exchange *x)
{
	struct exchange_run *run = x->run;
	struct err words;

	if (!run->renew || run->renew(run->renew_ctx, run, &words) == 0)
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
				    traced(x), err);
	return intake_begin(&x->intake, call->action, call->items, traced(x),
			    err);
}

static void trace_request(struct exchange *x)
{
	struct buf text = {0};

	query_text(&x->query, &text);
	x->run->trace(x->run->ctx, "request", buf_str(&text), text.len);
	buf_release(&text);
}

int exchange_send(struct exchange *x, struct err *err)
{
	if (follow_extras(x, err))
		return -1;
	x->attempt++;
	x->any_item = false;
	if (traced(x))
		trace_request(x);
	if (begin_intake(x, err))
		return -1;
	x->state = EXCHANGE_SENT;
	x->signed_off = x->run->service.clock_off;
	return query_send(&x->query, &x->run->service, !is_write(x), err);
}

static int done(struct exchange *x)
{
	pages_release(&x->pages);
	x->state = EXCHANGE_DONE;
	return 0;
}

/* The job has failed, and result.err says why. */
static int fail(struct exchange *x)
{
	x->result.failed = true;
	if (!x->streamed)
		held_clear(&x->rows);
	return done(x);
}

void exchange_give_up(struct exchange *x, const char *why)
{
	const char *what = "not tried";

	if (x->phase == EXCHANGE_READBACK)
		what = "accepted, but whether it took hold was not read";
	else if (x->state == EXCHANGE_SENT ||
		 (x->doubtful && x->run->call->writes))
		what = "whether it was carried out is not known";
	else if (x->attempt || x->put_backs || x->pages.count)
		what = "not tried again";
	/* What was refused stays so. */
	if (!x->in_doubt) {
		clear_result(&x->result);
		err_set(&x->result.err, "%s, since %s", what, why);
	}
	(void)fail(x);
}

/* A number from [0,1), from the system's own generator. */
static double jitter(void)
{
	unsigned char bytes[4];
	struct err ignored;
	double r = 0;

	if (digest_random(bytes, sizeof(bytes), &ignored))
		return 0.5;
	for (size_t i = 0; i < sizeof(bytes); i++)
		r = (r + bytes[i]) / 256;
	return r;
}

static int again(struct exchange *x, long wait_ms, long long now_ms)
{
	x->state = EXCHANGE_DUE;
	x->due_ms = now_ms + wait_ms;
	return 0;
}

static void note(struct exchange *x, bool loud, const char *text)
{
	x->run->note(x->run->ctx, &x->job, loud, text);
}

/* What this request's parameters ask for, or NULL. */
static const struct readback *find_readback(const struct exchange *x)
{
	return readback_find(x->run->call->readbacks, &x->job.params);
}

static int start_readback(struct exchange *x, const struct readback *readback,
			  long long now_ms, struct err *err)
{
	x->phase = EXCHANGE_READBACK;
	x->readback = readback;
	x->readback_until_ms = now_ms + READBACK_MS;
	x->readback_count = 0;
	x->attempt = 0;
	x->clock_tried = false;
	if (query_begin(&x->query, &x->run->service, readback->action, err) ||
	    readback_add(readback, &x->job.params, &x->query.params, err))
		return -1;
	return again(x, 0, now_ms);
}

/* The next page of the same list, or the end. */
static int next_page(struct exchange *x, long long now_ms, struct err *err)
{
	const char *token = item_text(intake_root(&x->intake), "nextToken");

	if (!token || !*token)
		return done(x);
	if (pages_next(&x->pages, x->any_item, token, &x->result.err))
		return fail(x);
	if (params_set(&x->query.params, "NextToken", token, err))
		return -1;
	x->attempt = 0;
	x->clock_tried = false;
	return again(x, 0, now_ms);
}

/* The reply has no <return>: what is not known is not said. */
static int without_return(struct exchange *x, long long now_ms,
			  struct err *err)
{
	const struct readback *readback = find_readback(x);

	if (x->run->call->returns == REPLY_ANSWER) {
		err_set(&x->result.err, "could not tell: the reply says "
			"neither true nor false");
		return fail(x);
	}
	if (readback)
		return start_readback(x, readback, now_ms, err);
	note(x, false, "the reply has no <return>; HTTP 200 is taken as "
	     "success");
	return done(x);
}

/* A whole reply to the request itself. */
static int main_success(struct exchange *x, long long now_ms, struct err *err)
{
	const struct exchange_call *call = x->run->call;
	const struct readback *readback = find_readback(x);
	struct exchange_result *r = &x->result;
	enum reply_truth truth;

	if (reply_truth(intake_root(&x->intake), &truth, &r->err))
		return fail(x);
	if (truth == REPLY_FALSE && call->returns != REPLY_ANSWER) {
		err_set(&r->err, "the service answered false: not done");
		return fail(x);
	}
	if (x->run->dry_run && call->writes) {
		err_set(&r->err, "the endpoint ignored --dry-run; this was "
			"carried out");
		return fail(x);
	}
	if (x->run->dry_run)
		note(x, true, "the endpoint ignored --dry-run");
	/* What follows has its own attempts, and does not undo these. */
	held_keep(&x->rows);
	x->streamed = false;
	if (call->returns != REPLY_NO_RETURN && truth == REPLY_MISSING)
		return without_return(x, now_ms, err);
	r->answered_false = truth == REPLY_FALSE;
	x->said_yes = true;
	if (readback && readback->always && x->run->read_back)
		return start_readback(x, readback, now_ms, err);
	return next_page(x, now_ms, err);
}

/* The state is as it was to be.  If an earlier attempt was carried out, though
 * its reply was lost, there are no rows yet; a write's are made from its
 * request, so any element will do. */
static int took_hold(struct exchange *x, struct err *err)
{
	if (x->in_doubt) {
		note(x, true, x->result.code[0] && x->result.status < 500
		     ? "refused when it was repeated, as already done; and it "
		       "is done" : "no reply came, but it is done");
		if (row_make(x->run->call->rows, intake_root(&x->intake),
			     &x->job.params, hold_row, x, err))
			return -1;
	}
	clear_result(&x->result);
	return done(x);
}

/* A look at the state has shown it. */
static int look_answered(struct exchange *x, long long now_ms,
			 struct err *err)
{
	struct exchange_result *r = &x->result;
	long wait = readback_wait_ms(x->readback_count++);

	if (x->readback->holds(intake_root(&x->intake), &x->job.params))
		return took_hold(x, err);
	/* What was refused, and is not there, is a refusal. */
	if (x->in_doubt)
		return fail(x);
	if (now_ms + wait < x->readback_until_ms) {
		x->attempt = 0;
		return again(x, wait, now_ms);
	}
	err_set(&r->err, "%s %s", x->said_yes ? "the endpoint said yes, but"
		: "the endpoint gave no sign of success, and",
		x->readback->missing);
	if (x->readback->hint)
		err_hint(&r->err, "%s", x->readback->hint);
	return fail(x);
}

/* The state could not be read, as x->latest says. */
static int look_failed(struct exchange *x, struct err *err)
{
	const char *code = x->latest.code;

	if (x->readback->gone_holds && readback_gone(code))
		return took_hold(x, err);
	if (x->in_doubt)
		return fail(x);
	if (x->said_yes && readback_denied(code)) {
		note(x, true, "the service said yes, but may not be asked "
		     "what it has now: not verified");
		return done(x);
	}
	x->result = x->latest;
	err_prefix(&x->result.err, "accepted, but whether it took hold could "
		   "not be read");
	return fail(x);
}

/* How far the service's clock, by the reply's Date, is ahead of this one; 0
 * when not known or not far. */
static long clock_off(const struct http_reply *reply)
{
	time_t date = codec_http_date(reply->head.date);
	long off;

	if (date == (time_t)-1)
		return 0;
	off = (long)(date - time(NULL));
	return off > EXCHANGE_CLOCK_SECONDS || off < -EXCHANGE_CLOCK_SECONDS
		       ? off : 0;
}

/* Whether to sign once more, with the service's clock, since the attempt was
 * signed with a clock that is far from it: this machine's, or this machine's
 * and an offset that is no longer right. */
static bool clock_again(struct exchange *x)
{
	long wrong = x->latest.clock_off - x->signed_off;
	char text[128];

	if (x->clock_tried || labs(wrong) <= EXCHANGE_CLOCK_SECONDS ||
	    !retry_clock(x->latest.status, x->latest.code))
		return false;
	x->clock_tried = true;
	x->run->service.clock_off = x->latest.clock_off;
	/* The clock was set right after its offset was learnt. */
	if (!x->latest.clock_off) {
		note(x, false, "this machine's clock is right again: signed "
		     "again with it");
		return true;
	}
	(void)snprintf(text, sizeof(text), "this machine's clock is %ld "
		       "seconds %s: signed again with the service's",
		       labs(x->latest.clock_off),
		       x->latest.clock_off > 0 ? "behind" : "ahead");
	note(x, false, text);
	return true;
}

/* The reply was put back: no failure of the attempt's. */
static int begin_anew(struct exchange *x, long long now_ms)
{
	note(x, false, "the reply is too long to be held until its turn comes, "
	     "and will be asked for again");
	x->put_back = false;
	x->put_backs++;
	x->attempt--;
	held_drop(&x->rows);
	return again(x, 0, now_ms);
}

static int retry(struct exchange *x, enum retry_event event, long long now_ms)
{
	long wait_ms = retry_wait_ms(x->attempt, jitter());
	char text[256];

	if (event != RETRY_NOT_SENT &&
	    !retry_throttled(x->latest.status, x->latest.code))
		x->doubtful = true;
	(void)snprintf(text, sizeof(text), "attempt %d of %d failed, the next "
		       "in %ld ms: %.150s", x->attempt, x->run->attempts_max,
		       wait_ms, x->latest.err.text);
	note(x, false, text);
	held_drop(&x->rows);
	return again(x, wait_ms, now_ms);
}

/* Whether the endpoint refuses a parameter that the command need not send, and
 * is to be asked again without it.  Of a write that an earlier attempt may have
 * carried out, the token is the only mark. */
static bool ask_without(struct exchange *x, const struct extras_refusal *why)
{
	struct extras *extras = &x->run->extras;
	unsigned refused;
	char text[128];

	if (x->phase != EXCHANGE_MAIN || x->pages.count || x->streamed ||
	    (is_write(x) && x->doubtful))
		return false;
	refused = extras_to_drop(extras, why, &x->query.params);
	if (!refused)
		return false;
	extras->left_out |= refused;
	(void)snprintf(text, sizeof(text), "the endpoint refuses %s: asked "
		       "again without", extras_names(refused));
	note(x, false, text);
	return true;
}

/* The same request without what was refused, which is no attempt. */
static int begin_without(struct exchange *x, long long now_ms, struct err *err)
{
	x->attempt--;
	held_drop(&x->rows);
	if (main_request(x, err))
		return -1;
	return again(x, 0, now_ms);
}

/* Whether the endpoint does not know a rehearsal, which is never made the act:
 * then that is how the job ends. */
static bool no_dry_run(struct exchange *x, const struct extras_refusal *why)
{
	if (!x->run->dry_run || x->phase != EXCHANGE_MAIN ||
	    !extras_refused(why, EXTRAS_DRY_RUN, &x->query.params))
		return false;
	x->result = x->latest;
	err_hint(&x->result.err, "this endpoint has no dry run; nothing was "
		 "done");
	(void)fail(x);
	return true;
}

/* Whether to wait for an image that was registered a moment ago, and is not
 * known everywhere yet. */
static bool wait_for_image(struct exchange *x, long long now_ms)
{
	long wait = EXCHANGE_WAIT_FIRST_MS;

	if (!x->run->wait || x->phase != EXCHANGE_MAIN ||
	    strcmp(x->latest.code, "InvalidAMIID.NotFound") != 0)
		return false;
	if (!x->wait_until_ms)
		x->wait_until_ms = now_ms + EXCHANGE_WAIT_MS;
	else
		wait = EXCHANGE_WAIT_MOST_MS - (long)
		       (x->wait_until_ms - now_ms) * EXCHANGE_WAIT_MOST_MS /
		       EXCHANGE_WAIT_MS;
	if (wait < EXCHANGE_WAIT_FIRST_MS)
		wait = EXCHANGE_WAIT_FIRST_MS;
	if (now_ms + wait > x->wait_until_ms)
		return false;
	note(x, false, "the image is not there yet: asked again");
	x->attempt--;
	(void)again(x, wait, now_ms);
	return true;
}

/* The attempt has failed, as x->latest says: another one, a look at what an
 * earlier one did, or the end. */
static int attempt_failed(struct exchange *x, enum retry_event event,
			  bool final, long long now_ms, struct err *err)
{
	const struct readback *readback = find_readback(x);
	struct retry_case c = {
		.event = event, .status = x->latest.status,
		.code = x->latest.code, .attempt = x->attempt,
		.attempts_max = x->run->attempts_max,
		.harmless = x->phase == EXCHANGE_READBACK ||
			    (!x->run->call->once &&
			     !(x->left_out & EXTRAS_TOKEN)),
		.kept = x->kept,
	};

	if (!final && !x->streamed && retry_again(&c))
		return retry(x, event, now_ms);
	if (x->phase == EXCHANGE_READBACK)
		return look_failed(x, err);
	x->result = x->latest;
	if (!x->streamed)
		held_drop(&x->rows);
	if (event == RETRY_BROKEN)
		x->doubtful = true;
	x->in_doubt = x->doubtful && x->run->call->writes &&
		      !x->run->dry_run && !x->latest.refused;
	if (!x->in_doubt)
		return fail(x);
	if (readback)
		return start_readback(x, readback, now_ms, err);
	if (!x->latest.code[0])
		err_hint(&x->result.err, "it may have been carried out all "
			 "the same");
	return fail(x);
}

/* An error reply that is one of EC2's. */
static int service_error(struct exchange *x, const struct http_reply *reply,
			 const struct reply_error *error, long long now_ms,
			 struct err *err)
{
	struct exchange_result *r = &x->latest;
	const struct extras_refusal why = {
		reply->status, error->code, error->message,
	};

	(void)snprintf(r->code, sizeof(r->code), "%s", error->code);
	(void)snprintf(r->request_id, sizeof(r->request_id), "%s",
		       reply_request_id(intake_root(&x->intake)));
	r->refused = retry_refused(reply->status, error->code,
				   error->message);
	x->throttled = retry_throttled(reply->status, error->code);
	err_set(&r->err, "%s.%s: %s", reply->status >= 500 ? "Service"
		: "Client", error->code, error->message);
	if (x->run->dry_run && strcmp(r->code, "DryRunOperation") == 0) {
		held_clear(&x->rows);
		return done(x);
	}
	if (ask_without(x, &why))
		return begin_without(x, now_ms, err);
	if (no_dry_run(x, &why) || wait_for_image(x, now_ms))
		return 0;
	r->clock_off = clock_off(reply);
	/* Without a Date nothing is known of the service's clock. */
	if (codec_http_date(reply->head.date) != (time_t)-1 &&
	    clock_again(x)) {
		x->attempt--;
		return again(x, 0, now_ms);
	}
	return attempt_failed(x, RETRY_ANSWERED, false, now_ms, err);
}

/* No whole reply came, as x->latest says. */
static int broken_reply(struct exchange *x, const struct http_reply *reply,
			long long now_ms, struct err *err)
{
	enum http_failure failure = x->latest.failure;
	bool no_tunnel = failure == HTTP_NO_TUNNEL &&
			 !retry_tunnel(reply->proxy_status);
	bool unsent = failure == HTTP_NO_HOST || failure == HTTP_NO_TUNNEL ||
		      failure == HTTP_NO_CONNECTION ||
		      failure == HTTP_NO_FILES ||
		      failure == HTTP_NO_TLS || failure == HTTP_TLS_REFUSED;
	bool final = failure == HTTP_UNVERIFIED ||
		     failure == HTTP_TLS_REFUSED || no_tunnel ||
		     failure == HTTP_FAILED ||
		     x->latest.err.kind == ERR_LIMIT;

	return attempt_failed(x, unsent ? RETRY_NOT_SENT : RETRY_BROKEN,
			      final, now_ms, err);
}

/* Something else answered, or an endpoint that words its errors otherwise. */
static int foreign_reply(struct exchange *x, const struct http_reply *reply,
			 long long now_ms, struct err *err)
{
	const struct extras_refusal why = {
		reply->status, "", buf_str(&x->intake.page),
	};

	if (ask_without(x, &why))
		return begin_without(x, now_ms, err);
	if (no_dry_run(x, &why))
		return 0;
	x->throttled = retry_throttled(reply->status, "");
	return attempt_failed(x, RETRY_ANSWERED, false, now_ms, err);
}

/* A whole reply to what was asked. */
static int good_reply(struct exchange *x, long long now_ms, struct err *err)
{
	if (x->phase == EXCHANGE_READBACK)
		return look_answered(x, now_ms, err);
	(void)snprintf(x->result.request_id, sizeof(x->result.request_id),
		       "%s", reply_request_id(intake_root(&x->intake)));
	x->result.status = x->latest.status;
	return main_success(x, now_ms, err);
}

/* What came, and what comes next. */
static int decide(struct exchange *x, const struct http_reply *reply,
		  long long now_ms, struct err *err)
{
	struct err *why = &x->latest.err;
	struct reply_error error;
	enum intake_kind kind;

	if (x->put_back)
		return begin_anew(x, now_ms);
	kind = intake_end(&x->intake, reply, &error, why);
	if (kind == INTAKE_REPLY)
		return good_reply(x, now_ms, err);
	if (kind == INTAKE_ERROR)
		return service_error(x, reply, &error, now_ms, err);
	(void)err_prefix(why, "%s", buf_str(&x->run->service.endpoint->text));
	if (kind == INTAKE_BROKEN)
		return broken_reply(x, reply, now_ms, err);
	return foreign_reply(x, reply, now_ms, err);
}

int exchange_reply(struct exchange *x, const struct http_reply *reply,
		   long long now_ms, struct err *err)
{
	int rc;

	if (traced(x))
		x->run->trace(x->run->ctx, "reply", buf_str(&x->intake.body),
			      x->intake.body.len);
	x->throttled = false;
	x->kept = reply->kept;
	clear_result(&x->latest);
	x->latest.failure = reply->failure;
	x->latest.status = reply->status;
	x->latest.proxy = reply->proxy ? reply->proxy : "";
	x->latest.attempts = x->attempt;
	rc = decide(x, reply, now_ms, err);
	/* The job may wait for long now, and the rows are made. */
	if (intake_held(&x->intake) >= EXCHANGE_HOLD_MIN)
		intake_drop(&x->intake);
	return rc;
}

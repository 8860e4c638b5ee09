/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/failure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/codec.h"
#include "base/digest.h"
#include "request/await.h"
#include "request/settle.h"
#include "request/step.h"

/* Returns a random number that is at least 0 and less than 1, from the system's
 * generator, or 0.5 if the generator fails. */
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

/* Returns whether the error code may mean that the request came too early.  Old
 * scripts attach a volume immediately after they make it: Amazon's tools took
 * seconds to start, so the volume was ready. */
static bool came_early(const struct exchange *x)
{
	const char *early = x->run->call->early;

	return early && x->phase == EXCHANGE_MAIN &&
	       strcmp(early, x->attempt.result.code) == 0;
}

/* Schedules another attempt after a random time.  After a request that came too
 * early, waits for the longest of these times, because the resource may still
 * be missing after a short wait. */
static int schedule_retry(struct exchange *x, long long now_ms)
{
	long wait_ms = retry_wait_ms(x->attempts, came_early(x) ? 1 : jitter());
	char text[256];

	(void)snprintf(text, sizeof(text), "attempt %d of %d failed, the next "
		       "in %ld ms: %.150s", x->attempts, x->target->attempts_max,
		       wait_ms, x->attempt.result.err.text);
	step_note(x, false, text);
	rowbuf_rollback(&x->rows);
	return step_again(x, wait_ms, now_ms);
}

/* Returns whether the service may have carried out the request although the
 * attempt failed.  A service that failed in the middle of its work may send
 * status 500.  A proxy that lost the service's reply may send a page of its
 * own. */
static bool may_have_failed_late(const struct exchange *x)
{
	long status = x->result.status;

	return status == 500 || status == 502 || status == 504 ||
	       (status == 200 && x->attempt.foreign);
}

/* Handles the failure of the last attempt at a write. */
static int write_failed(struct exchange *x, long long now_ms, struct err *err)
{
	const struct readback *readback = settle_readback(x);

	rowbuf_rollback(&x->rows);
	if (x->run->dry_run)
		return step_fail(x);
	if (x->doubt <= EXCHANGE_FAILED_LATE)
		return may_have_failed_late(x) ? step_unsettled(x)
							: step_fail(x);
	if (!readback || x->result.refused)
		return step_unsettled(x);
	x->doubt = EXCHANGE_SETTLING;
	return settle_begin(x, readback, now_ms, err);
}

int failure_of_attempt(struct exchange *x, enum retry_event event, bool final,
		       long long now_ms, struct err *err)
{
	const struct exchange_result *latest = &x->attempt.result;
	const struct retry_case c = {
		.event = event, .status = latest->status,
		.code = latest->code, .attempt = x->attempts,
		.attempts_max = x->target->attempts_max,
		.idempotent = x->phase != EXCHANGE_MAIN ||
			      (!x->run->call->once &&
			       !(x->left_out & EXTRAS_TOKEN) &&
			       !x->target->extras.token_unknown),
		.kept = x->attempt.kept,
		.early = came_early(x),
	};

	if (event == RETRY_BROKEN && x->phase == EXCHANGE_MAIN)
		x->doubt = EXCHANGE_MAY_HAVE_WORKED;
	if (x->phase == EXCHANGE_MAIN && x->doubt == EXCHANGE_NO_DOUBT &&
	    latest->status >= 500 && !x->attempt.throttled)
		x->doubt = EXCHANGE_FAILED_LATE;
	if (!final && !x->attempt.streamed && retry_again(&c))
		return schedule_retry(x, now_ms);
	if (x->phase == EXCHANGE_READBACK)
		return settle_failed(x, now_ms, err);
	if (x->phase == EXCHANGE_AWAIT)
		return await_failed(x, now_ms);
	x->result = *latest;
	return x->run->call->writes ? write_failed(x, now_ms, err)
				    : step_fail(x);
}

/* Returns whether to send the request again without a parameter that the
 * endpoint refuses and the request does not need.  The run then leaves the
 * parameter out of all later requests to the target.  Returns false if an
 * earlier attempt may have carried out the write: without the ClientToken, the
 * service would not recognize the repeat. */
static bool ask_without(struct exchange *x, const struct extras_refusal *why)
{
	struct extras *extras = &x->target->extras;
	unsigned refused;
	char text[128];

	if (x->phase != EXCHANGE_MAIN || x->pages.count ||
	    x->attempt.streamed ||
	    (x->run->call->writes && x->doubt != EXCHANGE_NO_DOUBT))
		return false;
	refused = extras_to_drop(extras, why, &x->query.params);
	if (!refused)
		return false;
	extras->left_out |= refused;
	(void)snprintf(text, sizeof(text), "repeating the request without %s, "
		       "which the endpoint refuses", extras_names(refused));
	step_note(x, false, text);
	return true;
}

/* Schedules the request without the refused parameters.  Does not count the
 * refused attempt. */
static int begin_without(struct exchange *x, long long now_ms, struct err *err)
{
	x->attempts--;
	rowbuf_rollback(&x->rows);
	if (step_main_request(x, err))
		return -1;
	return step_again(x, 0, now_ms);
}

/* If the endpoint does not know DryRun, ends the job as failed and returns
 * true.  Without DryRun, the service would carry out the request. */
static bool no_dry_run(struct exchange *x, const struct extras_refusal *why)
{
	if (!x->run->dry_run || x->phase != EXCHANGE_MAIN ||
	    !extras_refused(why, EXTRAS_DRY_RUN, &x->query.params))
		return false;
	x->result = x->attempt.result;
	err_hint(&x->result.err, "this endpoint has no dry run; nothing was "
		 "done");
	(void)step_fail(x);
	return true;
}

/* Schedules the request again if the request needs a new image that parts of
 * the service do not know yet.  Returns false if the request does not wait for
 * an image, or has waited long enough. */
static bool wait_for_image(struct exchange *x, long long now_ms)
{
	long wait = EXCHANGE_WAIT_FIRST_MS;

	if (!x->run->wait || x->run->call->until || x->phase != EXCHANGE_MAIN ||
	    strcmp(x->attempt.result.code, "InvalidAMIID.NotFound") != 0)
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
	step_note(x, false, "the image is not visible yet: repeating "
		  "the request");
	x->attempts--;
	(void)step_again(x, wait, now_ms);
	return true;
}

/* Returns by how many seconds the service's clock is ahead of this machine's,
 * from the Date of the reply.  Returns 0 if the difference is unknown or
 * small. */
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

/* Returns whether to sign the request again with the service's time.  Returns
 * true only once for a request, only after an error that a wrong time can
 * cause, and only if the time of the attempt differed from the service's time
 * by more than EXCHANGE_CLOCK_SECONDS.  Such a difference means that this
 * machine's clock is wrong, or has been corrected since an earlier reply. */
static bool clock_again(struct exchange *x)
{
	const struct exchange_result *latest = &x->attempt.result;
	long wrong = latest->clock_off - x->attempt.clock_off;
	char text[128];

	if (x->clock_tried || labs(wrong) <= EXCHANGE_CLOCK_SECONDS ||
	    !retry_clock(latest->status, latest->code))
		return false;
	x->clock_tried = true;
	x->target->service.clock_off = latest->clock_off;
	if (!latest->clock_off) {
		step_note(x, false, "this machine's clock is right again: "
			  "signing again with its time");
		return true;
	}
	(void)snprintf(text, sizeof(text), "this machine's clock is %ld "
		       "seconds %s: signing again with the service's time",
		       labs(latest->clock_off),
		       latest->clock_off > 0 ? "behind" : "ahead");
	step_note(x, false, text);
	return true;
}

int failure_of_service(struct exchange *x, const struct http_reply *reply,
		       const struct reply_error *error, long long now_ms,
		       struct err *err)
{
	struct exchange_result *r = &x->attempt.result;
	const struct extras_refusal why = {
		reply->status, error->code, error->message,
	};

	(void)snprintf(r->code, sizeof(r->code), "%s", error->code);
	(void)snprintf(r->request_id, sizeof(r->request_id), "%s",
		       reply_request_id(intake_root(&x->intake)));
	r->refused = retry_refused(reply->status, error->code, error->message);
	x->attempt.throttled = retry_throttled(reply->status, error->code);
	err_set(&r->err, "%s.%s: %s", reply->status >= 500 ? "Service"
		: "Client", error->code, error->message);
	if (x->run->dry_run && strcmp(r->code, "DryRunOperation") == 0) {
		rowbuf_clear(&x->rows);
		return step_done(x);
	}
	if (ask_without(x, &why))
		return begin_without(x, now_ms, err);
	if (no_dry_run(x, &why) || wait_for_image(x, now_ms))
		return 0;
	r->clock_off = clock_off(reply);
	/* Without a Date, we do not know the service's clock. */
	if (codec_http_date(reply->head.date) != (time_t)-1 && clock_again(x)) {
		x->attempts--;
		return step_again(x, 0, now_ms);
	}
	return failure_of_attempt(x, RETRY_ANSWERED, false, now_ms, err);
}

int failure_of_transfer(struct exchange *x, const struct http_reply *reply,
			long long now_ms, struct err *err)
{
	enum http_failure failure = x->attempt.result.failure;
	bool unsent = failure == HTTP_NO_HOST || failure == HTTP_NO_TUNNEL ||
		      failure == HTTP_NO_CONNECTION ||
		      failure == HTTP_NO_FILES || failure == HTTP_UNVERIFIED ||
		      failure == HTTP_NO_TLS || failure == HTTP_TLS_REFUSED;
	bool final = retry_useless(reply) ||
		     x->attempt.result.err.kind == ERR_LIMIT;

	return failure_of_attempt(x, unsent ? RETRY_NOT_SENT : RETRY_BROKEN,
				  final, now_ms, err);
}

int failure_of_foreign(struct exchange *x, long long now_ms, struct err *err)
{
	long status = x->attempt.result.status;
	const struct extras_refusal why = {
		status, "", buf_str(&x->intake.page),
	};

	x->attempt.foreign = true;
	if (ask_without(x, &why))
		return begin_without(x, now_ms, err);
	if (no_dry_run(x, &why))
		return 0;
	x->attempt.throttled = retry_throttled(status, "");
	/* The page may come from a gateway that lost the service's reply. */
	if ((status == 502 || status == 504) && x->phase == EXCHANGE_MAIN)
		x->doubt = EXCHANGE_MAY_HAVE_WORKED;
	return failure_of_attempt(x, RETRY_ANSWERED, false, now_ms, err);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/api.h"

#include <stdio.h>

#include "base/now.h"
#include "http/pace.h"
#include "request/delivery.h"
#include "request/runlist.h"

/* The longest wait before the run looks at the stop flag again.  A signal that
 * arrives just before the wait begins does not interrupt the wait. */
enum { WAIT_MAX_MS = 200 };

static const char refused[] = "the credentials were refused";
static const char expired[] = "the credentials have expired";
static const char unreachable[] = "the endpoint cannot be reached";

/* A target counts as unreachable if no job has connected to it, enough of its
 * jobs have failed to connect, and the run began at least UNREACHED_MS
 * milliseconds ago.  Enough means as many as the target may have requests in
 * progress, but at least UNREACHED_MIN. */
enum { UNREACHED_MIN = 4, UNREACHED_MS = 2000 };

/* We divide the maximum number of requests in progress by the number of
 * targets, but at most by this number.  The result is the share of requests
 * that each target may have in progress. */
enum { SHARES_MAX = 4 };

/* Makes the run take no more jobs from the source.  Begun jobs continue.
 * FAILED says whether the source has failed.  Always returns false. */
static bool end_source(struct run *r, bool failed)
{
	r->no_more = true;
	r->source_failed = failed;
	return false;
}

/* Takes the next job from the source.  Returns false if the source has no job
 * at present, has no more jobs, or fails. */
static bool next_job(struct run *r, struct job *job)
{
	enum lines_state state;

	if (job_next(r->api->jobs, &state, job, &r->source_err))
		return end_source(r, true);
	if (state == LINES_END)
		return end_source(r, false);
	r->input_waits = state == LINES_WAIT;
	return !r->input_waits;
}

static int take_job(struct run *r, struct err *err)
{
	struct exchange *x = runlist_take_idle(r, err);

	if (!x)
		return -1;
	if (!next_job(r, &x->job)) {
		runlist_put_idle(r, x);
		return 0;
	}
	runlist_append(r, x);
	if (exchange_begin(x, now_ms(), err))
		return -1;
	if (x->target->closed)
		exchange_give_up(x, x->target->closed);
	return 0;
}

/* Returns the maximum number of begun jobs whose results have not been passed
 * to the sink.  If each job goes to every target in turn, the number allows
 * every other target a job while the first job waits for a silent target. */
static int window_size(const struct run *r)
{
	return runlist_window_of_one(r) +
	       (int)r->api->exchange.targets_count - 1;
}

/* Begins jobs until the source has no job at present, or until the maximum
 * number of begun jobs is reached. */
static int begin_jobs(struct run *r, struct err *err)
{
	int most = window_size(r);

	r->input_waits = false;
	while (!r->no_more && !r->input_waits && r->begun_count < most)
		if (take_job(r, err))
			return -1;
	return 0;
}

/* Closes a target whose credentials are refused or cannot be renewed, or that
 * is unreachable.  Gives up the target's jobs that have no request in progress.
 * Once the last target is closed, stops reading standard input. */
static void close_target(struct run *r, struct target *target, const char *why)
{
	target->closed = why;
	r->open--;
	if (!r->open && job_may_read(r->api->jobs)) {
		r->api->unread = true;
		job_skip_lines(r->api->jobs);
	}
	for (struct exchange *x = r->first; x; x = x->next)
		if (x->target == target && x->state == EXCHANGE_DUE)
			exchange_give_up(x, why);
}

/* Returns whether the run may send X's next request once its time has come.
 * ROOM is the result of runlist_room. */
static bool may_send(const struct run *r, const struct exchange *x, size_t room)
{
	if (x->state != EXCHANGE_DUE || x->target->under_way >= r->share)
		return false;
	if (x == r->first)
		return true;
	return exchange_fits(x, room);
}

static int send_one(struct run *r, struct exchange *x, struct err *err)
{
	exchange_renew(x);
	if (x->state == EXCHANGE_DONE) {
		if (!x->target->closed)
			close_target(r, x->target, expired);
		return 0;
	}
	/* A signal may have arrived while exchange_renew renewed the
	 * credentials. */
	if (*r->api->stop)
		return 0;
	if (exchange_send(x, err))
		return -1;
	x->sent_ms = now_ms();
	pace_sent(&x->target->pace, x->sent_ms);
	x->target->under_way++;
	r->under_way++;
	return 0;
}

/* Sends the requests whose time has come.  Obeys the limits of requests in
 * progress and of memory, and each target's pace. */
static int send_due(struct run *r, struct err *err)
{
	size_t room = runlist_room(r);

	for (struct exchange *x = r->first; x; x = x->next) {
		long long now = now_ms();

		if (r->under_way >= r->api->under_way_max || *r->api->stop)
			return 0;
		if (may_send(r, x, room) && x->due_ms <= now &&
		    !pace_wait_ms(&x->target->pace, now) && send_one(r, x, err))
			return -1;
	}
	return 0;
}

/* Adjusts the target's pace after an answer.  An answer that asks for fewer
 * requests may lower the pace.  Every other answer raises a limited pace. */
static void keep_pace(struct run *r, const struct exchange *x)
{
	const struct exchange_run *run = &r->api->exchange;
	struct target *t = x->target;
	char text[160];

	if (!exchange_is_throttled(x)) {
		if (exchange_was_answered(x))
			pace_answered(&t->pace);
		return;
	}
	if (!pace_throttled(&t->pace, x->sent_ms, now_ms()))
		return;
	(void)snprintf(text, sizeof(text), "%.80s%sthe service asked for fewer "
		       "requests: now sending %.1f a second",
		       t->name ? t->name : "", t->name ? ": " : "",
		       t->pace.rate);
	run->note(run->ctx, NULL, false, text);
}

/* Closes a target if it counts as unreachable (see UNREACHED_MIN), because the
 * target's other jobs would probably fail too. */
static void close_if_unreachable(struct run *r, const struct exchange *x)
{
	struct target *t = x->target;
	int enough = r->share;

	if (exchange_connected(x))
		t->reached = true;
	if (t->reached || t->closed || x->state != EXCHANGE_DONE)
		return;
	if (enough < UNREACHED_MIN)
		enough = UNREACHED_MIN;
	if (++t->unreached >= enough && now_ms() - r->begun_ms >= UNREACHED_MS)
		close_target(r, t, unreachable);
}

static int take_replies(struct run *r, struct err *err)
{
	struct http_reply reply;
	void *ctx;

	while (http_done(r->api->http, &ctx, &reply)) {
		struct exchange *x = ctx;

		r->under_way--;
		x->target->under_way--;
		if (reply.failure == HTTP_WHOLE && reply.status == 200)
			x->target->trusted = true;
		if (r->sink_failed) {
			*err = r->sink_err;
			return -1;
		}
		if (exchange_reply(x, &reply, now_ms(), err))
			return -1;
		keep_pace(r, x);
		if (x->state == EXCHANGE_DONE && x->result.refused &&
		    !x->target->closed)
			close_target(r, x->target, refused);
		close_if_unreachable(r, x);
		if (x->target->closed && x->state == EXCHANGE_DUE)
			exchange_give_up(x, x->target->closed);
	}
	return 0;
}

/* Counts the jobs that the run has not begun, unless standard input may have
 * more jobs. */
static void count_untaken(struct run *r)
{
	struct job job = { 0 };

	if (!job_may_read(r->api->jobs))
		while (!r->no_more && next_job(r, &job))
			r->api->untried++;
	job_release(&job);
}

/* Ends the run early.  Passes on the results of all finished jobs, even if an
 * earlier job is unfinished, and the complete pages of unfinished lists.  A
 * write that has begun ends as failed, because the service may have carried it
 * out.  An unfinished job that follows another job also ends as failed. */
static int stop_now(struct run *r, struct err *err)
{
	bool writes = r->api->exchange.call->writes;

	http_cancel_all(r->api->http);
	r->api->unread = job_may_read(r->api->jobs);
	while (r->first) {
		struct exchange *x = r->first;

		if (x->state != EXCHANGE_DONE &&
		    (x->job.follows || (writes && exchange_has_begun(x))))
			exchange_give_up(x, "the run was interrupted");
		if (x->state == EXCHANGE_DONE) {
			if (delivery_follow_up(r, err) ||
			    delivery_first(r, err))
				return -1;
			continue;
		}
		exchange_keep_whole(x);
		if (!writes && exchange_has_rows(x) && delivery_rows(r, x, err))
			return -1;
		r->api->untried++;
		runlist_drop_first(r);
	}
	count_untaken(r);
	return 0;
}

/* Returns the time at which the run may send the next request, or UNTIL,
 * whichever is earlier. */
static long long next_due(struct run *r, long long now, long long until)
{
	size_t room = runlist_room(r);

	for (const struct exchange *x = r->first; x && until > now;
	     x = x->next) {
		long long free, due = x->due_ms;

		if (!may_send(r, x, room))
			continue;
		free = now + pace_wait_ms(&x->target->pace, now);
		if (free > due)
			due = free;
		if (due < until)
			until = due;
	}
	return until;
}

/* Waits until the run may send the next request, a reply arrives, or a line of
 * standard input arrives, but for at most WAIT_MAX_MS.  Does not wait if the
 * first job is already done, for example because the run has closed the job's
 * target. */
static int wait_for_event(struct run *r, struct err *err)
{
	long long now = now_ms(), until = now + WAIT_MAX_MS;
	const struct api_sink *sink = r->api->sink;
	int fd = r->input_waits ? r->api->input : -1;

	if (delivery_is_due(r))
		until = now;
	else if (r->under_way < r->api->under_way_max)
		until = next_due(r, now, until);
	if (sink->idle && sink->idle(sink->ctx, err))
		return -1;
	return http_wait(r->api->http, fd,
			 until > now ? (int)(until - now) : 0, err);
}

static int complete_jobs(struct run *r, struct err *err)
{
	for (;;) {
		if (begin_jobs(r, err))
			return -1;
		if (r->no_more && !r->first)
			return 0;
		if (*r->api->stop)
			return stop_now(r, err);
		if (send_due(r, err) || wait_for_event(r, err) ||
		    take_replies(r, err) || delivery_all(r, err))
			return -1;
	}
}

int api_run(struct api *api, struct err *err)
{
	const size_t targets = api->exchange.targets_count;
	const int parts = targets < SHARES_MAX ? (int)targets : SHARES_MAX;
	struct run r = { .api = api, .begun_ms = now_ms(), .open = targets };
	int rc;

	api->untried = 0;
	api->unread = false;
	api->exchange.on_growth = delivery_on_growth;
	api->exchange.growth_ctx = &r;
	r.end = &r.first;
	r.share = (api->under_way_max + parts - 1) / parts;
	follow_init(&r.follow, &api->exchange);
	rc = complete_jobs(&r, err);
	if (!rc && r.source_failed) {
		*err = r.source_err;
		rc = -1;
	}
	http_cancel_all(api->http);
	runlist_release(&r);
	return rc;
}

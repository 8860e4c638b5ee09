/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/now.h"
#include "http/pace.h"
#include "request/follow.h"

/* The longest wait without a look at the stop flag: a signal that arrives
 * just before the wait begins does not interrupt it. */
enum { WAIT_MAX_MS = 200 };

/* Two lists of exchanges: those of begun jobs, in the jobs' order, and idle
 * ones.  A job gets the idle exchange that was used last, whose memory is most
 * likely in the processor's cache. */
struct run {
	struct api *api;
	struct exchange *first, **end;
	struct exchange *idle;
	struct follow_run follow;
	int begun_count;
	int under_way;
	bool input_waits;	/* the next job needs another line of input */
	bool no_more;		/* the source has no more jobs, or failed */
	bool begun;		/* sink->begin was called for the first job */
	size_t open;		/* targets that are not closed */
	int share;		/* most requests under way at one target */
	long long begun_ms;
	bool sink_failed;	/* while rows streamed */
	struct err sink_err;
	bool source_failed;	/* reported when the begun jobs are done */
	struct err source_err;
};

static struct exchange *take_idle(struct run *r, struct err *err)
{
	struct exchange *x = r->idle;

	if (x) {
		r->idle = x->next;
		x->run = &r->api->exchange;
		x->job.follows = x->followed = false;
		return x;
	}
	x = calloc(1, sizeof(*x));
	if (!x) {
		err_memory(err);
		return NULL;
	}
	if (exchange_init(x, &r->api->exchange, err)) {
		exchange_release(x);
		free(x);
		return NULL;
	}
	return x;
}

/* Most jobs of one target that may be begun and not handed out. */
static int window_of_one(const struct run *r)
{
	return r->api->under_way_max * API_WINDOW_PER_JOB;
}

/* Keeps as many idle exchanges as one target needs, and frees the others: each
 * holds the memory of a reply. */
static void put_idle(struct run *r, struct exchange *x)
{
	if (r->begun_count >= window_of_one(r)) {
		exchange_release(x);
		free(x);
		return;
	}
	x->next = r->idle;
	r->idle = x;
}

static void append(struct run *r, struct exchange *x)
{
	x->next = NULL;
	*r->end = x;
	r->end = &x->next;
	r->begun_count++;
}

static void insert_after(struct run *r, struct exchange *x,
			 struct exchange *before)
{
	x->next = before->next;
	before->next = x;
	if (!x->next)
		r->end = &x->next;
	r->begun_count++;
}

/* Takes the first job off the list. */
static void drop_first(struct run *r)
{
	struct exchange *x = r->first;

	r->first = x->next;
	if (!r->first)
		r->end = &r->first;
	r->begun_count--;
	r->begun = false;
	put_idle(r, x);
}

static int send_rows(struct run *r, struct exchange *x, struct err *err)
{
	const struct api_sink *sink = r->api->sink;

	if (!r->begun && sink->begin(sink->ctx, &x->job, err))
		return -1;
	r->begun = true;
	return exchange_rows(x, sink->row, sink->ctx, err);
}

/* Bytes that the jobs after the first may hold in addition. */
static size_t room_beside_first(const struct run *r)
{
	size_t held = 0, max = r->api->held_max ? r->api->held_max
						: API_HELD_MAX;

	if (r->first)
		for (const struct exchange *x = r->first->next; x; x = x->next)
			held += exchange_held(x);
	return held < max ? max - held : 0;
}

/* A long reply streams if it is the first unfinished job's and its rows are for
 * printing.  If the sink fails, this ends the transfer, and take_replies then
 * ends the run. */
static int on_grown(void *ctx, struct exchange *x, struct err *err)
{
	struct run *r = ctx;

	if (x != r->first)
		return room_beside_first(r) ? 0 : exchange_put_back(x, err);
	if (x->run == &r->follow.read || !exchange_may_stream(x) ||
	    send_rows(r, x, err) == 0)
		return 0;
	r->sink_failed = true;
	r->sink_err = *err;
	return -1;
}

static const char refused[] = "the credentials were refused";
static const char expired[] = "the credentials have expired";
static const char unreachable[] = "the endpoint cannot be reached";

/* A target counts as unreachable only after this many jobs (or as many as may
 * be under way, if that is more) and this many milliseconds. */
enum { UNREACHED_MIN = 4, UNREACHED_MS = 2000 };

/* Takes no more jobs from the source.  Jobs that were begun go on. */
static bool end_source(struct run *r, bool failed)
{
	r->no_more = true;
	r->source_failed = failed;
	return false;
}

/* The next job of the source, if there is one. */
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

/* Begins the next job of the source, if there is one. */
static int take_job(struct run *r, struct err *err)
{
	struct exchange *x = take_idle(r, err);

	if (!x)
		return -1;
	if (!next_job(r, &x->job)) {
		put_idle(r, x);
		return 0;
	}
	append(r, x);
	if (exchange_begin(x, now_ms(), err))
		return -1;
	if (x->target->closed)
		exchange_give_up(x, x->target->closed);
	return 0;
}

/* Most jobs that may be begun.  While the first waits for a silent target,
 * there is room for a job of every other target. */
static int window(const struct run *r)
{
	return window_of_one(r) + (int)r->api->exchange.targets_count - 1;
}

/* Begins jobs until there are no more, or no more may be begun. */
static int fill(struct run *r, struct err *err)
{
	int most = window(r);

	r->input_waits = false;
	while (!r->no_more && !r->input_waits && r->begun_count < most)
		if (take_job(r, err))
			return -1;
	return 0;
}

/* Sends no more requests to a target, because its credentials are refused or
 * have expired, or it is unreachable.  Gives up its jobs that are not under
 * way.  Once the last target is closed, reads no more of standard input. */
static void close_target(struct run *r, struct target *target,
			 const char *why)
{
	target->closed = why;
	r->open--;
	if (!r->open && job_reads(r->api->jobs)) {
		r->api->unread = true;
		job_skip_lines(r->api->jobs);
	}
	for (struct exchange *x = r->first; x; x = x->next)
		if (x->target == target && x->state == EXCHANGE_DUE)
			exchange_give_up(x, why);
}

/* Whether a request of X may be sent once its time has come.  ROOM is what
 * room_beside_first returns. */
static bool is_due(const struct run *r, const struct exchange *x, size_t room)
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
	/* Renewing may have taken long enough for a signal to come. */
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

/* Sends the requests that are due, as far as the limit of requests under way
 * and the target's pace allow. */
static int send_due(struct run *r, struct err *err)
{
	size_t room = room_beside_first(r);

	for (struct exchange *x = r->first; x; x = x->next) {
		long long now = now_ms();

		if (r->under_way >= r->api->under_way_max || *r->api->stop)
			return 0;
		if (is_due(r, x, room) && x->due_ms <= now &&
		    !pace_wait_ms(&x->target->pace, now) &&
		    send_one(r, x, err))
			return -1;
	}
	return 0;
}

/* Each answer makes the target's requests a little more frequent.  An answer
 * that asks for fewer requests makes them less frequent. */
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
	(void)snprintf(text, sizeof(text), "%.80s%sasked for fewer requests: "
		       "%.1f a second from here on", t->name ? t->name : "",
		       t->name ? ": " : "", t->pace.rate);
	run->note(run->ctx, NULL, false, text);
}

/* Closes a target that no job could ever connect to, after enough jobs have
 * made all their attempts: the other jobs would only wait in vain. */
static void look_for_endpoint(struct run *r, const struct exchange *x)
{
	struct target *t = x->target;
	int enough = r->share;

	if (exchange_connected(x))
		t->reached = true;
	if (t->reached || t->closed || x->state != EXCHANGE_DONE)
		return;
	if (enough < UNREACHED_MIN)
		enough = UNREACHED_MIN;
	if (++t->unreached >= enough &&
	    now_ms() - r->begun_ms >= UNREACHED_MS)
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
		look_for_endpoint(r, x);
		if (x->target->closed && x->state == EXCHANGE_DUE)
			exchange_give_up(x, x->target->closed);
	}
	return 0;
}

/* Hands out the first job, which is done. */
static int deliver_first(struct run *r, struct err *err)
{
	const struct api_sink *sink = r->api->sink;
	struct exchange *x = r->first;

	if ((!x->result.failed || exchange_has_rows(x)) &&
	    send_rows(r, x, err))
		return -1;
	if (sink->done(sink->ctx, &x->job, &x->result, err))
		return -1;
	drop_first(r);
	return 0;
}

static bool first_is_done(const struct run *r)
{
	return r->first && r->first->state == EXCHANGE_DONE;
}

/* Where in the list the next following job goes: after `before`. */
struct place {
	struct run *run;
	struct exchange *before;
};

static int place_job(void *ctx, struct exchange_run *run, struct job *job,
		     struct err *err)
{
	struct place *at = ctx;
	struct exchange *x = take_idle(at->run, err);

	if (!x)
		return -1;
	job_release(&x->job);
	x->job = *job;
	*job = (struct job){ .follows = false };
	x->run = run;
	insert_after(at->run, x, at->before);
	at->before = x;
	if (exchange_begin(x, now_ms(), err))
		return -1;
	if (x->target->closed)
		exchange_give_up(x, x->target->closed);
	return 0;
}

/* For each job that is done, inserts the jobs that follow it. */
static int follow_up(struct run *r, struct err *err)
{
	for (struct exchange *x = r->follow.follow ? r->first : NULL; x;
	     x = x->next) {
		struct place at = { r, x };

		if (x->state != EXCHANGE_DONE || x->followed)
			continue;
		x->followed = true;
		if (follow_make(&r->follow, x, place_job, &at, err))
			return -1;
	}
	return 0;
}

/* Hands out the rows of a write before the wait for what it made, so that the
 * user knows the ids however the wait ends. */
static int deliver(struct run *r, struct err *err)
{
	if (follow_up(r, err))
		return -1;
	while (first_is_done(r))
		if (deliver_first(r, err))
			return -1;
	for (struct exchange *x = r->first; x && exchange_awaits(x);
	     x = x->next)
		if (exchange_has_rows(x) && send_rows(r, x, err))
			return -1;
	return 0;
}

/* Counts the jobs of the command line that were not begun. */
static void count_untaken(struct run *r)
{
	struct job job = {0};

	if (!job_reads(r->api->jobs))
		while (!r->no_more && next_job(r, &job))
			r->api->untried++;
	job_release(&job);
}

/* Ends the run early.  Hands out the results of all jobs that are done, even of
 * those after an unfinished one, and the whole pages of unfinished lists.
 * Whether a write that is under way was carried out is unknown. */
static int stop_now(struct run *r, struct err *err)
{
	bool writes = r->api->exchange.call->writes;

	http_cancel_all(r->api->http);
	r->api->unread = job_reads(r->api->jobs);
	while (r->first) {
		struct exchange *x = r->first;

		if (x->state != EXCHANGE_DONE &&
		    (x->job.follows || (writes && exchange_has_begun(x))))
			exchange_give_up(x, "the run was interrupted");
		if (x->state == EXCHANGE_DONE) {
			if (follow_up(r, err) || deliver_first(r, err))
				return -1;
			continue;
		}
		exchange_keep_whole(x);
		if (!writes && x->rows.whole && send_rows(r, x, err))
			return -1;
		r->api->untried++;
		drop_first(r);
	}
	count_untaken(r);
	return 0;
}

/* The time at which the next request may be sent, or UNTIL if that is
 * earlier. */
static long long next_due(struct run *r, long long now, long long until)
{
	size_t room = room_beside_first(r);

	for (const struct exchange *x = r->first; x && until > now;
	     x = x->next) {
		long long free, due = x->due_ms;

		if (!is_due(r, x, room))
			continue;
		free = now + pace_wait_ms(&x->target->pace, now);
		if (free > due)
			due = free;
		if (due < until)
			until = due;
	}
	return until;
}

/* Waits until the next request is due, a reply comes, or a line does.  Does not
 * wait if the first job is done: it was given up unsent. */
static int wait_for_something(struct run *r, struct err *err)
{
	long long now = now_ms(), until = now + WAIT_MAX_MS;
	int fd = r->input_waits ? r->api->input : -1;

	if (first_is_done(r))
		until = now;
	else if (r->under_way < r->api->under_way_max)
		until = next_due(r, now, until);
	if (r->api->sink->idle(r->api->sink->ctx, err))
		return -1;
	return http_wait(r->api->http, fd,
			 until > now ? (int)(until - now) : 0, err);
}

static int loop(struct run *r, struct err *err)
{
	for (;;) {
		if (fill(r, err))
			return -1;
		if (r->no_more && !r->first)
			return 0;
		if (*r->api->stop)
			return stop_now(r, err);
		if (send_due(r, err) || wait_for_something(r, err) ||
		    take_replies(r, err) || deliver(r, err))
			return -1;
	}
}

static void release(struct run *r)
{
	while (r->first)
		drop_first(r);
	while (r->idle) {
		struct exchange *x = r->idle;

		r->idle = x->next;
		exchange_release(x);
		free(x);
	}
}

int api_run(struct api *api, struct err *err)
{
	const size_t targets = api->exchange.targets_count;
	const int parts = targets < API_SHARES_MAX ? (int)targets
						   : API_SHARES_MAX;
	struct run r = { .api = api, .begun_ms = now_ms(), .open = targets };
	int rc;

	api->untried = 0;
	api->unread = false;
	api->exchange.grown = on_grown;
	api->exchange.grown_ctx = &r;
	r.end = &r.first;
	r.share = (api->under_way_max + parts - 1) / parts;
	follow_init(&r.follow, &api->exchange);
	rc = loop(&r, err);
	if (!rc && r.source_failed) {
		*err = r.source_err;
		rc = -1;
	}
	http_cancel_all(api->http);
	release(&r);
	return rc;
}

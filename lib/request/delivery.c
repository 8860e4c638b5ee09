/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/delivery.h"

#include "base/now.h"

int delivery_rows(struct run *r, struct exchange *x, struct err *err)
{
	const struct api_sink *sink = r->api->sink;

	if (!r->sink_begun && sink->begin &&
	    sink->begin(sink->ctx, &x->job, err))
		return -1;
	r->sink_begun = true;
	return exchange_rows(x, sink->row, sink->ctx, err);
}

int delivery_on_growth(void *ctx, struct exchange *x, struct err *err)
{
	struct run *r = ctx;

	if (x != r->first)
		return runlist_room(r) ? 0 : exchange_requeue(x, err);
	if (x->run == &r->follow.read || !exchange_may_stream(x) ||
	    delivery_rows(r, x, err) == 0)
		return 0;
	r->sink_failed = true;
	r->sink_err = *err;
	return -1;
}

int delivery_first(struct run *r, struct err *err)
{
	const struct api_sink *sink = r->api->sink;
	struct exchange *x = r->first;

	if ((!x->result.failed || exchange_has_rows(x)) &&
	    delivery_rows(r, x, err))
		return -1;
	if (sink->done(sink->ctx, &x->job, &x->result, err))
		return -1;
	runlist_drop_first(r);
	return 0;
}

bool delivery_is_due(const struct run *r)
{
	return r->first && r->first->state == EXCHANGE_DONE;
}

/* The place for the next job in the run's list, after `before`. */
struct place {
	struct run *run;
	struct exchange *before;
};

static int place_job(void *ctx, struct exchange_run *run, struct job *job,
		     struct err *err)
{
	struct place *at = ctx;
	struct exchange *x = runlist_take_idle(at->run, err);

	if (!x)
		return -1;
	job_release(&x->job);
	x->job = *job;
	*job = (struct job){ .follows = false };
	x->run = run;
	runlist_insert(at->run, x, at->before);
	at->before = x;
	if (exchange_begin(x, now_ms(), err))
		return -1;
	if (x->target->closed)
		exchange_give_up(x, x->target->closed);
	return 0;
}

int delivery_follow_up(struct run *r, struct err *err)
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

int delivery_all(struct run *r, struct err *err)
{
	if (delivery_follow_up(r, err))
		return -1;
	while (delivery_is_due(r))
		if (delivery_first(r, err))
			return -1;
	for (struct exchange *x = r->first; x && exchange_awaits(x);
	     x = x->next)
		if (exchange_has_rows(x) && delivery_rows(r, x, err))
			return -1;
	return 0;
}

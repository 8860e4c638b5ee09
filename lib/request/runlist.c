/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/runlist.h"

#include <stdlib.h>

/* For each request that may be in progress, a target may have this many begun
 * jobs whose results have not been passed to the sink. */
enum { WINDOW_PER_REQUEST = 4 };

/* The maximum number of bytes that all jobs except the first keep in memory,
 * unless the run sets another limit.  A job with less than EXCHANGE_BUFFER_MIN
 * bytes keeps its reply even beyond the limit. */
enum { BUFFERED_MAX = 32 * 1024 * 1024 };

int runlist_window_of_one(const struct run *r)
{
	return r->api->under_way_max * WINDOW_PER_REQUEST;
}

struct exchange *runlist_take_idle(struct run *r, struct err *err)
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

void runlist_put_idle(struct run *r, struct exchange *x)
{
	if (r->begun_count >= runlist_window_of_one(r)) {
		exchange_release(x);
		free(x);
		return;
	}
	x->next = r->idle;
	r->idle = x;
}

void runlist_append(struct run *r, struct exchange *x)
{
	x->next = NULL;
	*r->end = x;
	r->end = &x->next;
	r->begun_count++;
}

void runlist_insert(struct run *r, struct exchange *x, struct exchange *before)
{
	x->next = before->next;
	before->next = x;
	if (!x->next)
		r->end = &x->next;
	r->begun_count++;
}

void runlist_drop_first(struct run *r)
{
	struct exchange *x = r->first;

	r->first = x->next;
	if (!r->first)
		r->end = &r->first;
	r->begun_count--;
	r->sink_begun = false;
	runlist_put_idle(r, x);
}

size_t runlist_room(const struct run *r)
{
	size_t bytes = 0;
	size_t max = r->api->buffered_max ? r->api->buffered_max : BUFFERED_MAX;

	if (r->first)
		for (const struct exchange *x = r->first->next; x; x = x->next)
			bytes += exchange_memory(x);
	return bytes < max ? max - bytes : 0;
}

void runlist_release(struct run *r)
{
	while (r->first)
		runlist_drop_first(r);
	while (r->idle) {
		struct exchange *x = r->idle;

		r->idle = x->next;
		exchange_release(x);
		free(x);
	}
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* The state of a run and its lists of exchanges.  Only api.c and delivery.c use
 * this file. */
#ifndef RUNLIST_H
#define RUNLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "request/exchange.h"
#include "request/follow.h"
#include "request/runplan.h"

/* A run has two lists of exchanges: the exchanges of begun jobs, in the order
 * of the jobs, and idle exchanges.  A new job gets the idle exchange that was
 * used last, because its memory is most likely in the processor's cache. */
struct run {
	struct api *api;
	struct exchange *first, **end;
	struct exchange *idle;
	struct follow_run follow;
	int begun_count;
	int under_way;
	bool input_waits;	/* the next job needs another line of input */
	bool no_more;		/* the source has no more jobs, or failed */
	bool sink_begun;	/* sink->begin has been called for the first
				 * job */
	size_t open;		/* number of targets that are not closed */
	int share;		/* the maximum number of requests in progress at
				 * one target */
	long long begun_ms;
	bool sink_failed;	/* the sink failed before a reply was
				 * complete */
	struct err sink_err;
	bool source_failed;	/* the source failed; the run reports the
				 * failure when the begun jobs are done */
	struct err source_err;
};

/* Returns the maximum number of one target's begun jobs whose results have not
 * been passed to the sink. */
int runlist_window_of_one(const struct run *r);

/* Takes an exchange from the idle list, or makes a new one.  Returns NULL if
 * memory is exhausted. */
struct exchange *runlist_take_idle(struct run *r, struct err *err);

/* Puts an exchange on the idle list.  Frees the exchange instead if the run has
 * as many begun jobs as one target may have, because each exchange keeps the
 * memory of a reply. */
void runlist_put_idle(struct run *r, struct exchange *x);

/* runlist_append adds a begun job at the end of the list. runlist_insert adds a
 * begun job after BEFORE. */
void runlist_append(struct run *r, struct exchange *x);
void runlist_insert(struct run *r, struct exchange *x, struct exchange *before);

/* Removes the first job from the list, and passes its exchange to
 * runlist_put_idle. */
void runlist_drop_first(struct run *r);

/* Returns how many more bytes the jobs after the first may keep in memory. */
size_t runlist_room(const struct run *r);

void runlist_release(struct run *r);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* The state of a run, and its lists of exchanges.  Only api.c and delivery.c
 * use it. */
#ifndef RUNLIST_H
#define RUNLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "request/exchange.h"
#include "request/follow.h"
#include "request/runplan.h"

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
	bool sink_failed;	/* the sink failed while rows streamed */
	struct err sink_err;
	bool source_failed;	/* failure of the source, reported when the
				 * begun jobs are done */
	struct err source_err;
};

/* Most jobs of one target that are begun but not yet handed out. */
int runlist_window_of_one(const struct run *r);

/* Takes an exchange off the idle list, or makes one; NULL if memory fails. */
struct exchange *runlist_take_idle(struct run *r, struct err *err);

/* Puts an exchange on the idle list.  Frees it if there are as many begun jobs
 * as one target needs: each exchange holds the memory of a reply. */
void runlist_put_idle(struct run *r, struct exchange *x);

/* Adds a begun job at the end of the list, or after BEFORE. */
void runlist_append(struct run *r, struct exchange *x);
void runlist_insert(struct run *r, struct exchange *x, struct exchange *before);

/* Takes the first job off the list. */
void runlist_drop_first(struct run *r);

/* How many more bytes the jobs after the first may hold. */
size_t runlist_room(const struct run *r);

/* Frees all exchanges. */
void runlist_release(struct run *r);

#endif

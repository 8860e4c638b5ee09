/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs jobs, and hands out their results in the order of the jobs.
 *
 * Several requests are under way at once, over one HTTP handle.  The run takes
 * jobs from their source as earlier ones end.  The first unfinished job's rows
 * go out when its reply is whole, or once there are too many to hold.  The rows
 * of later jobs wait for their turn.  The number of these jobs is bounded, and
 * so is the memory that they hold: a reply that finds no room is dropped, and
 * requested again later.  A single call is a list of one job for one target:
 * there is no other path.
 *
 * Each target has a pace of its own.  With several targets none may have all of
 * the requests under way, so that a silent target does not stop the others.
 */
#ifndef API_H
#define API_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "request/exchange.h"
#include "request/job.h"
#include "reply/row.h"

/* Jobs that may be begun and not handed out, for each request that may be under
 * way. */
enum { API_WINDOW_PER_JOB = 4 };

/* Bytes that all jobs but the first may hold together.  A job that holds less
 * than EXCHANGE_HOLD_MIN is not stopped by this limit. */
enum { API_HELD_MAX = 32 * 1024 * 1024 };

/* Who receives results.  Each returns 0, or -1 to end the run. */
struct api_sink {
	/* Called once per job, before its rows. */
	int (*begin)(void *ctx, const struct job *job, struct err *err);
	row_fn *row;
	/* Called once per job, after its rows; RESULT says how it ended. */
	int (*done)(void *ctx, const struct job *job,
		    const struct exchange_result *result, struct err *err);
	/* Called before the run waits for the network or standard input. */
	int (*idle)(void *ctx, struct err *err);
	void *ctx;
};

/* With several targets, one target may have a quarter of the requests that may
 * be under way, or an even share if that is more. */
enum { API_SHARES_MAX = 4 };

/* A run.  All pointers are borrowed. */
struct api {
	struct exchange_run exchange;	/* all but `grown` */
	struct http *http;		/* shared by all targets */
	const struct api_sink *sink;
	struct job_source *jobs;
	int input;		/* descriptor to wait on for more lines */
	int under_way_max;
	size_t held_max;	/* bytes that all jobs but the first may hold;
				 * 0: API_HELD_MAX */
	const volatile sig_atomic_t *stop;	/* becomes a signal's number */

	/* Set by api_run: what a run that ended early has left. */
	unsigned long untried;	/* known jobs that are not done */
	bool unread;		/* standard input may hold more jobs */
};

/* Runs all jobs.  Closes a target, so that its other jobs end as "not tried",
 * once
 *  - its credentials are refused or have expired, or
 *  - no job has ever connected to it, and as many of its jobs as may be under
 *    way, at least four, have failed within at least two seconds.
 * When all targets are closed, reads no more of standard input.  When *STOP is
 * set, ends early and counts the jobs that are left.  A job's failure is in its
 * result.  api_run itself fails when memory or the sink fails; and when the
 * source fails, after the begun jobs are done. */
int api_run(struct api *api, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Jobs in, results out in the order of the jobs.
 *
 * Up to a number of requests are under way at once, over one HTTP handle;
 * jobs are taken from their source as places become free.  The first
 * unfinished job's rows go out as soon as its reply is whole, or when there
 * are too many to hold; those of the others wait.  The window of jobs is
 * bounded, and so is what they hold: a reply for which there is no room is let
 * go, and asked for again when its job is the first.  A single call is a list
 * of one job for one target: there is no other path.
 *
 * Each target has a pace of its own.  Of several targets none takes all of the
 * requests that may be under way, so that a silent one does not stop the
 * others.
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

/* Jobs that may be finished and wait for the first, for each request that may
 * be under way. */
enum { API_WINDOW_PER_JOB = 4 };

/* Bytes that all jobs but the first may hold, when some hold more than
 * EXCHANGE_HOLD_MIN each. */
enum { API_HELD_MAX = 32 * 1024 * 1024 };

/* Who receives results.  Each returns 0, or -1 to end the run. */
struct api_sink {
	/* The rows of a job that has not failed begin. */
	int (*begin)(void *ctx, const struct job *job, struct err *err);
	/* One of them. */
	row_fn *row;
	/* The job is done, its rows are out; or it will never be, as RESULT
	 * says. */
	int (*done)(void *ctx, const struct job *job,
		    const struct exchange_result *result, struct err *err);
	/* Nothing happens before something does outside. */
	int (*idle)(void *ctx, struct err *err);
	void *ctx;
};

/* Of several targets, one may have a quarter of the requests that may be under
 * way, or an even share if that is more. */
enum { API_SHARES_MAX = 4 };

/* A run.  Borrowed, but for what api_run fills in. */
struct api {
	struct exchange_run exchange;	/* all but `grown` */
	struct http *http;		/* that of all targets */
	const struct api_sink *sink;
	struct job_source *jobs;
	int input;		/* where jobs may have to be waited for */
	int under_way_max;
	size_t held_max;	/* bytes that all jobs but the first may hold;
				 * 0: API_HELD_MAX */
	const volatile sig_atomic_t *stop;	/* becomes a signal's number */

	/* Out: what the run ended before. */
	unsigned long untried;	/* jobs that are known of, but not done */
	bool unread;		/* there may be more in the source */
};

/* Does all jobs, unless *STOP is set.  Starts nothing new for a target once (1)
 * its credentials are refused, or (2) as many of its jobs as may be under way,
 * and four at least, could make no connection for two seconds, nor could any
 * before.  Of a stop the rest is counted; otherwise jobs that the command line
 * names end as not tried, and standard input is left unread once no target is
 * left.  Fails when the run itself cannot go on: its sink, memory; or its
 * source, after what was begun is done.  A job's failure is in its result. */
int api_run(struct api *api, struct err *err);

#endif

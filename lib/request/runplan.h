/* SPDX-License-Identifier: BSD-2-Clause */
/* What a run is made of: its targets, its jobs, and the sink that gets the
 * results. */
#ifndef RUNPLAN_H
#define RUNPLAN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "reply/row.h"
#include "request/exchange.h"
#include "request/job.h"

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

/* A run.  All pointers are borrowed. */
struct api {
	struct exchange_run exchange;	/* the caller fills all but `grown` */
	struct http *http;		/* shared by all targets */
	const struct api_sink *sink;
	struct job_source *jobs;
	int input;		/* descriptor to wait on for more lines */
	int under_way_max;
	size_t held_max;	/* bytes that all jobs but the first may hold
				 * together; 0: runlist.c's limit */
	const volatile sig_atomic_t *stop;	/* a handler sets it to the
						 * signal's number */

	/* Set by api_run: the jobs that a run left undone when it ended
	 * early. */
	unsigned long untried;	/* known jobs that are not done */
	bool unread;		/* standard input may hold more jobs */
};

#endif

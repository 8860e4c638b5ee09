/* SPDX-License-Identifier: BSD-2-Clause */
/* The input of a run: its targets, its jobs, and the sink for the results. */
#ifndef RUNPLAN_H
#define RUNPLAN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "reply/row.h"
#include "request/exchange.h"
#include "request/job.h"

/* The functions that take the results.  Each function returns 0, or -1 to end
 * the run. */
struct api_sink {
	/* NULL, or the function that the run calls before the job's rows, once
	 * for each job that has rows or succeeds. */
	int (*begin)(void *ctx, const struct job *job, struct err *err);
	row_fn *row;
	/* The run calls this function once per job, after the job's rows.
	 * RESULT says how the job ended. */
	int (*done)(void *ctx, const struct job *job,
		    const struct exchange_result *result, struct err *err);
	/* NULL, or the function that the run calls before it waits for the
	 * network or standard input. */
	int (*idle)(void *ctx, struct err *err);
	void *ctx;
};

/* A run.  The caller owns everything that the pointers refer to. */
struct api {
	struct exchange_run exchange;	/* the caller fills in all fields except
					 * `on_growth` and `growth_ctx` */
	struct http *http;		/* HTTP handle that all targets share */
	const struct api_sink *sink;
	struct job_source *jobs;
	int input;		/* descriptor to wait on for more lines */
	int under_way_max;
	size_t buffered_max;	/* the maximum number of bytes that all jobs
				 * except the first may keep in memory together,
				 * or 0 for the limit of runlist.c */
	const volatile sig_atomic_t *stop;	/* a signal handler sets *stop
						 * to the signal's number */

	/* api_run sets the fields below.  After a run that ended early, these
	 * fields describe the remaining jobs. */
	unsigned long untried;	/* number of known jobs that are not done */
	bool unread;		/* standard input may have more jobs */
};

#endif

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
	/* NULL, or the function that the run calls before a job's rows, once
	 * for each job that has rows or succeeds.  While the first job waits
	 * for a state (--wait), the rows of later jobs come without this
	 * call. */
	int (*begin)(void *ctx, const struct job *job, struct err *err);
	row_fn *row;
	/* The run calls this function once for each job that has ended, after
	 * the job's rows.  RESULT says how the job ended. */
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
	int input;		/* descriptor to wait on for more lines, or
				 * -1 */
	int under_way_max;
	size_t buffered_max;	/* the maximum number of bytes that all jobs
				 * except the first may keep in memory together,
				 * or 0 for 32 MiB */
	const volatile sig_atomic_t *stop;	/* a signal handler sets *stop
						 * to the signal's number */

	/* api_run sets the fields below, which describe the jobs that the run
	 * has not done. */
	unsigned long untried;	/* number of known jobs that are not done */
	bool unread;		/* standard input may have more jobs */
};

#endif

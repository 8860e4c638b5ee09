/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs the same jobs for every target of a run.
 *
 * request/api.h runs the jobs for all targets at the same time, and gather.h
 * combines the targets' answers about the same id.  The caller's sink gets rows
 * and results as data, in the order of the jobs.  The sink of a command prints
 * them (report.h).  Another program may use its own sink.  Example:
 *
 *     struct ask ask = { .targets = &targets, .sink = &sink, ... };
 *
 *     job_source_new(&ask.jobs, &plan, &err);
 *     ask_run(&ask, &err);
 *     job_source_free(ask.jobs);
 */
#ifndef ASK_H
#define ASK_H

#include <stdbool.h>

#include "base/err.h"
#include "cli/opt.h"
#include "command/targets.h"
#include "request/api.h"
#include "request/job.h"

/* The arguments of ask_run.  The caller owns everything that the pointers refer
 * to. */
struct ask {
	const struct targets *targets;
	struct exchange_run exchange;	/* the caller fills in all fields except
					 * `targets`, `targets_count`,
					 * `by_filter`, `on_growth` and
					 * `growth_ctx` */
	const struct opt_args *args;	/* the command line from which `jobs`
					 * was made */
	struct job_source *jobs;
	const struct api_sink *sink;
	int input;		/* descriptor that `jobs` reads, or -1 */
	int under_way_max;	/* the maximum number of requests in progress */
	const volatile sig_atomic_t *stop;	/* a signal handler sets *stop
						 * to the signal's number */
	bool one_row;		/* with several targets, pass on at most one row
				 * for each value of an OPT_EACH option */

	/* ask_run sets the fields below. */
	unsigned long untried;	/* number of known jobs that are not done */
	bool unread;		/* standard input may have more jobs */
};

/* Runs the jobs.  Fails if the run itself cannot continue.  The failure of a
 * job is in its result. */
int ask_run(struct ask *a, struct err *err);

#endif

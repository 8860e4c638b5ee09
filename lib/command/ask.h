/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sends the same requests to every target of a run.
 *
 * The jobs go to all targets at the same time (request/api.h), and gather.h
 * makes one answer of the targets' answers.  The sink gets rows and results as
 * data, in order.  A command's sink prints them (report.h); another program may
 * use its own.  To use it:
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

/* A question.  All pointers are borrowed. */
struct ask {
	const struct targets *targets;
	struct exchange_run exchange;	/* the caller fills all but `targets`,
					 * its count, `by_filter` and `grown` */
	const struct opt_args *args;	/* the command line of the jobs */
	struct job_source *jobs;
	const struct api_sink *sink;
	int input;		/* descriptor to wait on for more lines */
	int under_way_max;
	const volatile sig_atomic_t *stop;	/* a handler sets it to the
						 * signal's number */
	bool one_row;		/* each OPT_EACH value gets one row for all
				 * targets: the first that says yes, else the
				 * first that says no */

	/* Set by ask_run, as in struct api. */
	unsigned long untried;
	bool unread;
};

/* Runs the jobs.  Fails when the run itself cannot go on; a job's failure is in
 * its result. */
int ask_run(struct ask *a, struct err *err);

#endif

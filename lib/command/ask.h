/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A question put to every target of a run.
 *
 * The jobs go to all targets side by side (request/api.h), and their answers
 * become one (gather.h).  The sink gets rows and results as data, in order; a
 * command prints them (report.h), and another program may do with them what it
 * likes.  To ask:
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

/* Borrowed, but for what ask_run fills in. */
struct ask {
	const struct targets *targets;
	struct exchange_run exchange;	/* all but `targets`, its count,
					 * `by_filter` and `grown` */
	const struct opt_args *args;	/* those of the jobs */
	struct job_source *jobs;
	const struct api_sink *sink;
	int input;		/* where jobs may have to be waited for */
	int under_way_max;
	const volatile sig_atomic_t *stop;	/* becomes a signal's number */
	bool one_row;		/* of each OPT_EACH value, one row answers for
				 * all targets: the first with yes, else the
				 * first with no */

	/* Out: what the run ended before, as in struct api. */
	unsigned long untried;
	bool unread;
};

/* Asks.  Fails when the run itself cannot go on; a job's failure is in its
 * result. */
int ask_run(struct ask *a, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One answer out of those of several targets.
 *
 * It takes the results of a run in the place of another sink, and hands on to
 * that sink what a user must see.  It hands on every row.  An id that one
 * target does not have is an error only when no other has it: then there is one
 * error, at the last target's job, which is "could not tell" if a target could
 * not be asked.  Where one row answers for all targets (a confirm), it hands on
 * the first row with yes, or without one the first row with no.
 *
 * A job whose result is said elsewhere is handed on with `merged` set, so that
 * each job still ends once.  With one target everything passes as it is.
 */
#ifndef GATHER_H
#define GATHER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "command/targets.h"
#include "request/api.h"
#include "request/held.h"

/* Start with the first part filled, all of it borrowed. */
struct gather {
	const struct targets *targets;
	const struct api_sink *sink;
	const struct exchange_call *call;
	bool by_value;		/* one row answers for all targets, whose jobs
				 * for a value come one after the other */
	bool ids;		/* the jobs name ids */
	bool list;		/* which go as a filter */

	/* The rest is gather.c's own. */
	struct gather_part *parts;	/* by the number of a job */
	size_t parts_len;
	struct held coming, best;	/* by value: rows */
	bool begun;		/* the sink knows of this job's rows, */
	bool told;		/* and of its end */
	bool leaving_out;	/* this job's rows are not handed on */
};

/* Who receives the run's results. */
struct api_sink gather_sink(struct gather *g);
void gather_release(struct gather *g);

#endif

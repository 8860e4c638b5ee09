/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes one answer of those of several targets.
 *
 * It is a sink for the results of a run, and passes on to another sink what the
 * user must see.  It passes on the rows of every target, but leaves out rows of
 * an endpoint that has already answered for another region.  If one row answers
 * for all targets (a confirm), it passes on the first row that says yes, or
 * else the first that says no.
 *
 * An id that one target does not have is an error only if no target has it.
 * Then there is one error, at the last target's job; it says "could not tell"
 * if a target did not answer.
 *
 * Every job ends once: a result that repeats another job's result is passed on
 * too, with `merged` set.
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
	bool by_value;		/* one row answers for all targets; the jobs of
				 * a value come one after the other */
	bool ids;		/* the jobs name ids */
	bool list;		/* the ids are sent as a filter */

	/* The fields below are private to gather.c. */
	struct gather_part *parts;	/* indexed by the number of a job */
	size_t parts_len;
	struct held coming, best;	/* if by_value: rows of this target, and
					 * the best rows so far */
	bool begun;		/* the sink's begin was called for this job */
	bool told;		/* the sink's done was called for this job */
	bool leaving_out;	/* this job's rows are not passed on */
};

/* The sink that gets the run's results.  With one target it is the sink that
 * gather passes on to, so that a long list needs no memory here. */
struct api_sink gather_sink(struct gather *g);
void gather_release(struct gather *g);

#endif

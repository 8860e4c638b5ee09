/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Passes on the answers of several targets, and combines their answers about
 * one id.
 *
 * struct gather is the context of a sink.  This sink takes the rows and results
 * of a run and passes them on to another sink.  If each id has its own request,
 * the sink drops the rows of an endpoint that has already answered for another
 * region.  In ec2-confirm-product-instance, one row answers for all targets.
 * The sink then passes on the first row with the answer "true".  If no row has
 * this answer and all targets have answered, the sink passes on the first row
 * with the answer "false".
 *
 * An id that only some targets lack is not an error.  If no target has an id,
 * the last target's job reports one error for the id.  This error says "could
 * not tell" if a target did not answer.
 *
 * The sink passes on one result for each job.  The sink sets the result's field
 * `merged` if the result needs no message.  After the result of the last
 * target's job, the sink may pass on a second result with the field `again`,
 * for all targets together.
 */
#ifndef GATHER_H
#define GATHER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "command/targets.h"
#include "request/api.h"
#include "request/rowbuf.h"

/* Fill in the first part of the struct, and set the rest to 0.  The caller owns
 * everything that the first part points to. */
struct gather {
	const struct targets *targets;
	const struct api_sink *sink;	/* all its functions must be set, unless
					 * the run has one target */
	const struct exchange_call *call;
	bool by_value;		/* one row answers for all targets; the jobs for
				 * one id or code follow one another */
	bool ids;		/* the jobs ask for resources by id */
	bool list;		/* the requests name ids in a filter */

	/* Only gather.c uses the fields below. */
	struct gather_answers *answers;	/* indexed by the number of a job; if
					 * by_value, only answers[0] is used */
	size_t answers_len;
	struct rowbuf current;	/* if by_value: the current target's rows */
	struct rowbuf best;	/* if by_value: the best rows so far */
	size_t value;		/* if by_value: number of the jobs that `best`
				 * and `answers` belong to */
	bool reported;		/* sink->done has been called for this job */
	bool dropping;		/* we do not pass on this job's rows */
};

/* Returns the sink for the run's results.  If the run has one target, returns
 * G->sink itself, so that a long list needs no memory here. */
struct api_sink gather_sink(struct gather *g);
void gather_release(struct gather *g);

#endif

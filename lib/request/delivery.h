/* SPDX-License-Identifier: BSD-2-Clause */
/* Passes the results of a run to the sink, in the order of the jobs. */
#ifndef DELIVERY_H
#define DELIVERY_H

#include <stdbool.h>

#include "base/err.h"
#include "request/runlist.h"

/* The function `on_growth` of struct exchange_run.  CTX is a struct run.  If X
 * is the first unfinished job, may pass on the rows of a long reply before the
 * reply ends.  If X is another job and memory is short, drops the reply with
 * exchange_requeue.  If the sink fails, ends the transfer and sets sink_failed,
 * which ends the run. */
int delivery_on_growth(void *ctx, struct exchange *x, struct err *err);

/* Passes the rows that the job X has at present to the sink. */
int delivery_rows(struct run *r, struct exchange *x, struct err *err);

/* Returns whether the first job is done, so that its result can be passed
 * on. */
bool delivery_is_due(const struct run *r);

/* Passes on the rows and the result of the first job, which must be done, and
 * removes the job from the list. */
int delivery_first(struct run *r, struct err *err);

/* Inserts, after each finished job, the jobs that follow it. */
int delivery_follow_up(struct run *r, struct err *err);

/* Calls delivery_follow_up.  Then passes on the results of all finished jobs up
 * to the first unfinished one.  Then passes on the rows of the next jobs, up to
 * the first job that does not wait for a state (--wait).  So the user learns
 * the ids even if a wait fails. */
int delivery_all(struct run *r, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Hands out the results of a run, in the order of its jobs.  Only api.c uses
 * it. */
#ifndef DELIVERY_H
#define DELIVERY_H

#include <stdbool.h>

#include "base/err.h"
#include "request/runlist.h"

/* The `grown` of struct exchange_run; CTX is a struct run.  Streams a long
 * reply of the first unfinished job, if its rows are for printing. If the sink
 * fails, this ends the transfer, and sets sink_failed to end the run. */
int delivery_on_grown(void *ctx, struct exchange *x, struct err *err);

/* Hands out the rows that X, the first job, holds so far. */
int delivery_rows(struct run *r, struct exchange *x, struct err *err);

/* Whether the first job is done, and so can be handed out. */
bool delivery_is_due(const struct run *r);

/* Hands out the first job, which is done. */
int delivery_first(struct run *r, struct err *err);

/* For each job that is done, inserts the jobs that follow it. */
int delivery_follow_up(struct run *r, struct err *err);

/* Hands out what can be handed out: the jobs that are done, and then the rows
 * of writes for which --wait waits, so that the user knows the ids however the
 * wait ends. */
int delivery_all(struct run *r, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The steps of an exchange from one state to the next.  Only exchange.c,
 * success.c, failure.c, settle.c and await.c use these functions.
 */
#ifndef STEP_H
#define STEP_H

#include "request/state.h"

/* Resets R to an empty result.  Clears only the first byte of long texts, to
 * save time. */
void step_clear_result(struct exchange_result *r);

/* Schedules the request again, after WAIT_MS.  Always returns 0, as do
 * step_next, step_done, step_fail and step_unsettled. */
int step_again(struct exchange *x, long wait_ms, long long now_ms);

/* Schedules another request of the job, after WAIT_MS.  Counts the attempts of
 * this request from 0. */
int step_next(struct exchange *x, long wait_ms, long long now_ms);

/* Ends the job.  If the reply had faults, which are errors about parts of the
 * reply, the job has failed and the first fault becomes the job's error. */
int step_done(struct exchange *x);

/* Ends the job as failed, with the error result.err.  Keeps the rows of a
 * list's complete pages, and the rows of a write whose --wait failed.  Drops
 * all other rows. */
int step_fail(struct exchange *x);

/* Ends the job as failed.  Unless the error already has a hint, adds a hint
 * that the service may have made the change.  If `look` is set, the hint also
 * says how to check. */
int step_unsettled(struct exchange *x);

/* Reports a warning about the job if LOUD, otherwise a remark for -v. */
void step_note(struct exchange *x, bool loud, const char *text);

/* Composes the job's own request in x->query. */
int step_main_request(struct exchange *x, struct err *err);

/* Makes the rows of an item and adds them to the job's rows. */
int step_make_rows(struct exchange *x, const struct node *item,
		   struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The steps that an exchange takes from one state to the next.  Only
 * exchange.c, success.c, failure.c, settle.c and await.c use them.
 */
#ifndef STEP_H
#define STEP_H

#include "request/state.h"

/* Resets R to an empty result.  Clears only the first byte of long texts, which
 * saves time. */
void step_clear_result(struct exchange_result *r);

/* Schedules the request again, after WAIT_MS.  All steps that return int
 * return 0. */
int step_again(struct exchange *x, long wait_ms, long long now_ms);

/* Ends the job; its result is what we believe of its replies. */
int step_done(struct exchange *x);

/* Ends the job as failed, as result.err says.  Keeps the rows of whole pages,
 * and those of a write that was carried out. */
int step_fail(struct exchange *x);

/* Ends the job as failed, with a hint that the change may have been made, and
 * how to see that. */
int step_unsettled(struct exchange *x);

/* A warning (LOUD), or a remark for -v. */
void step_note(struct exchange *x, bool loud, const char *text);

/* Schedules the job's own request again. */
int step_main_request(struct exchange *x, struct err *err);

/* Makes the rows of an item, and adds them to the job's. */
int step_make_rows(struct exchange *x, const struct node *item,
		   struct err *err);

#endif

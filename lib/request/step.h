/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The steps that an exchange takes from one state to the next.  Only
 * exchange.c, failure.c, settle.c and await.c use them.
 */
#ifndef STEP_H
#define STEP_H

#include "request/state.h"

/* Back to `= {0}`, without writing all of the words. */
void step_clear_result(struct exchange_result *r);

/* The request under way is due after WAIT_MS.  All return 0. */
int step_again(struct exchange *x, long wait_ms, long long now_ms);

/* The job is over, and what is believed of its replies is its result. */
int step_done(struct exchange *x);

/* The job has failed, as result.err says.  Rows of whole pages stay, and those
 * of a write that was carried out. */
int step_fail(struct exchange *x);

/* The job has failed, and a change may have been made all the same: a hint
 * says so, and what shows it. */
int step_unsettled(struct exchange *x);

/* A warning (LOUD), or a remark for -v. */
void step_note(struct exchange *x, bool loud, const char *text);

/* The request of the job itself, anew. */
int step_main_request(struct exchange *x, struct err *err);

/* Makes the rows of an item, and puts them among those of the job. */
int step_make_rows(struct exchange *x, const struct node *item,
		   struct err *err);

#endif

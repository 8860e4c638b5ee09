/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides on the next step after the job's own request got a complete reply
 * that is not an error.  The next step is the next page, a read that shows
 * whether the write worked, a read of the state for --wait, or the job's end.
 * If we do not believe the reply, the job has failed.
 */
#ifndef SUCCESS_H
#define SUCCESS_H

#include "base/err.h"
#include "request/state.h"

/* Takes the reply in x->intake. */
int success_of_call(struct exchange *x, long long now_ms, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides what follows a whole reply to the job's own request that is not an
 * error: the next page, a read that shows whether the write worked, a wait, or
 * the job's end.  The job has failed if we do not believe the reply.
 */
#ifndef SUCCESS_H
#define SUCCESS_H

#include "base/err.h"
#include "request/state.h"

/* Takes the reply in x->intake. */
int success_of_call(struct exchange *x, long long now_ms, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads the state after a write.  If the reply reports success, or neither
 * success nor failure, the read shows whether the write worked.  If the last
 * attempt failed and a reply was lost, the read shows whether an attempt worked
 * anyway.
 */
#ifndef SETTLE_H
#define SETTLE_H

#include "request/state.h"

/* Returns the read that shows whether the job's write worked, or NULL if the
 * write has no such read. */
const struct readback *settle_readback(const struct exchange *x);

/* Schedules the first look.  A look is one read of the state. */
int settle_begin(struct exchange *x, const struct readback *readback,
		 long long now_ms, struct err *err);

/* Takes a complete reply to a look. */
int settle_answered(struct exchange *x, long long now_ms, struct err *err);

/* Takes the failure of a look. x->attempt.result holds the reason. */
int settle_failed(struct exchange *x, long long now_ms, struct err *err);

#endif

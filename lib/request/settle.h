/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads the state that a write has left.  After a reply that says success, or
 * neither success nor failure, the read shows whether the write worked. After
 * the last attempt has failed, it shows whether an earlier attempt, whose reply
 * was lost, was carried out.
 */
#ifndef SETTLE_H
#define SETTLE_H

#include "request/state.h"

/* The read that shows what the job's write has done; NULL if there is none. */
const struct readback *settle_readback(const struct exchange *x);

/* Schedules the first look. */
int settle_begin(struct exchange *x, const struct readback *readback,
		 long long now_ms, struct err *err);

/* Takes a whole reply to a look, one of the reads. */
int settle_answered(struct exchange *x, long long now_ms, struct err *err);

/* Takes the failure of a look: x->attempt.result says why the state could not
 * be read. */
int settle_failed(struct exchange *x, long long now_ms, struct err *err);

#endif

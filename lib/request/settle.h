/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Looks at the state that a write has left: whether it took hold, after a yes
 * or a reply that says neither; and whether an attempt whose reply was lost
 * had been carried out, after the last one failed.
 */
#ifndef SETTLE_H
#define SETTLE_H

#include "request/state.h"

/* The read that shows what the job's write has done, or NULL. */
const struct readback *settle_readback(const struct exchange *x);

/* The first look is due. */
int settle_begin(struct exchange *x, const struct readback *readback,
		 long long now_ms, struct err *err);

/* A look was answered with a whole reply. */
int settle_answered(struct exchange *x, long long now_ms, struct err *err);

/* The state could not be read, as x->attempt.result says. */
int settle_failed(struct exchange *x, long long now_ms, struct err *err);

#endif

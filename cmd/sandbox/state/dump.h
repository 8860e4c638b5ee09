/* SPDX-License-Identifier: BSD-2-Clause */
/* A state as text, written in the form that seed.h describes. */
#ifndef DUMP_H
#define DUMP_H

#include "base/buf.h"
#include "base/err.h"
#include "state/state.h"

/* Appends the state of this moment; loading the text makes the same state.  OUT
 * should take SEED_MAX bytes. */
int dump_state(struct state *s, struct buf *out, struct err *err);

#endif

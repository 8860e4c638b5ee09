/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes a state as text, in the form that seed.h describes. */
#ifndef DUMP_H
#define DUMP_H

#include "base/buf.h"
#include "base/err.h"
#include "state/state.h"

/* Appends the present state, which seed_open can load.  OUT->max should be
 * SEED_MAX, the limit of seed_open. */
int dump_state(struct state *s, struct buf *out, struct err *err);

#endif

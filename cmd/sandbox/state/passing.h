/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * States that pass with time.
 *
 * An action leaves a thing in a passing state, such as pending.  The column
 * `next` holds the state that follows, and `due` the time of the change, in
 * milliseconds since 1970.
 */
#ifndef PASSING_H
#define PASSING_H

#include <stdbool.h>

#include "base/err.h"
#include "state/state.h"

/* The present time in milliseconds since 1970. */
long long passing_now(void);

/* Gives each thing whose change is due the state that follows.  AT_ONCE: does
 * so for all passing states, even if they are not due. */
int passing_settle(struct state *s, bool at_once, struct err *err);

#endif

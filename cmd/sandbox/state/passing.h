/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Passing states, which end after a while.
 *
 * An action may leave a resource in a passing state, such as pending.  The
 * column `next` holds the state that follows.  The column `due` holds the time
 * of the change, in milliseconds since 1970.
 */
#ifndef PASSING_H
#define PASSING_H

#include <stdbool.h>

#include "base/err.h"
#include "state/state.h"

/* Returns the present time in milliseconds since 1970. */
long long passing_now(void);

/* Sets the state to `next` for each resource whose time `due` has come.  With
 * AT_ONCE, does this for each resource that is in a passing state. */
int passing_settle(struct state *s, bool at_once, struct err *err);

#endif

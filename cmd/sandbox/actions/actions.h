/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs the action that a request asks for. */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "call/call.h"
#include "message/fault.h"

/* Carries out the request's Action in one transaction, and writes the answer to
 * c->out.  ID is the request's id.  If this function returns 0, the change is
 * committed, unless c->roll_back is set.  If the function returns -1, the state
 * is unchanged, unless c->keeps_changes is set. */
int actions_run(struct call *c, const char *id, struct fault *fault);

#endif

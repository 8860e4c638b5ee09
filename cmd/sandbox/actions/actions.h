/* SPDX-License-Identifier: BSD-2-Clause */
/* The actions of the API, and the way of a request through one of them. */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "call/call.h"
#include "message/fault.h"

/* Carries out Action in one transaction, and leaves its answer, with the
 * request's ID, in the call's reply: a change is kept before this returns 0,
 * and nothing is changed when it returns -1. */
int actions_run(struct call *c, const char *id, struct fault *fault);

#endif

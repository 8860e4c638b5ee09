/* SPDX-License-Identifier: BSD-2-Clause */
/* The actions of the API, and how a request runs one. */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "call/call.h"
#include "message/fault.h"

/* Carries out Action in one transaction, and leaves its answer, with the
 * request's ID, in the call's reply.  When this returns 0 the change has been
 * kept; when it returns -1 nothing is changed. */
int actions_run(struct call *c, const char *id, struct fault *fault);

#endif

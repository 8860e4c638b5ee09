/* SPDX-License-Identifier: BSD-2-Clause */
/* The actions of the API, and how a request runs one. */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "call/call.h"
#include "message/fault.h"

/* Carries out Action in one transaction, and writes its answer, with the
 * request's ID, to the call's reply.  If it returns 0, the change is committed;
 * if it returns -1, nothing has changed. */
int actions_run(struct call *c, const char *id, struct fault *fault);

#endif

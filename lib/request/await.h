/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Waits after a successful write until its resources are in the state that
 * struct until names.  The rows of the write stay even if the wait fails.
 */
#ifndef AWAIT_H
#define AWAIT_H

#include "base/err.h"
#include "reply/node.h"
#include "request/state.h"

/* Call await_or_done when the requests of X have succeeded, while the intake
 * still has the last reply.  Schedules the first look (a read) if the run must
 * wait for resources that X made or changed, and knows their ids.  Otherwise
 * ends the job of X. */
int await_or_done(struct exchange *x, long long now_ms, struct err *err);

/* A look is one read of the state.  Call await_look before each attempt at a
 * look, and await_item for each item of the look's reply. */
void await_look(struct exchange *x);
int await_item(struct exchange *x, const struct node *item, struct err *err);

/* Call await_answered when a look's reply is complete.  Call await_failed when
 * a look has failed and will get no other attempt. */
int await_answered(struct exchange *x, long long now_ms, struct err *err);
int await_failed(struct exchange *x, long long now_ms);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * After a write was carried out, waits until the things that it made or changed
 * are in the state that `until` of its call names.  However the wait ends, the
 * rows of the write are kept.
 */
#ifndef AWAIT_H
#define AWAIT_H

#include "base/err.h"
#include "reply/node.h"
#include "request/state.h"

/* Call it when the write of X has succeeded, while its reply is still there. If
 * the run waits and there is something to wait for, this schedules the first
 * look (a read); otherwise X is done. */
int await_or_done(struct exchange *x, long long now_ms, struct err *err);

/* A look is one read of the state.  Call await_look before it is sent, and
 * await_item for each item of its reply. */
void await_look(struct exchange *x);
int await_item(struct exchange *x, const struct node *item, struct err *err);

/* Call await_answered when a look's reply is whole, await_failed when all
 * attempts at a look have failed. */
int await_answered(struct exchange *x, long long now_ms, struct err *err);
int await_failed(struct exchange *x, long long now_ms, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Waits, after a write was carried out, until what it made or changed is in
 * the state that `until` of its call names.  The rows of the write are known
 * then, and are kept whatever comes of the wait.
 */
#ifndef AWAIT_H
#define AWAIT_H

#include "base/err.h"
#include "reply/node.h"
#include "request/state.h"

/* The write of X has succeeded, and its reply is still there: the first look
 * is due, if the run waits and there is something to wait for; else X is
 * done. */
int await_or_done(struct exchange *x, long long now_ms, struct err *err);

/* A look is about to be sent; and an item of its reply. */
void await_look(struct exchange *x);
int await_item(struct exchange *x, const struct node *item, struct err *err);

/* Its reply is whole; or it has failed, with all its attempts. */
int await_answered(struct exchange *x, long long now_ms, struct err *err);
int await_failed(struct exchange *x, long long now_ms, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One job from its first request to its end.
 *
 * An exchange sends the job's request, signed afresh for every attempt,
 * reads the reply into rows, and decides what comes next: another attempt
 * after a wait, the next page, a read that shows whether a write took hold,
 * or the end.  Who drives it (api) sends what is due and hands finished
 * replies back; an exchange never waits.
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "reply/row.h"
#include "request/state.h"

/* Makes X ready for jobs; start as `= {0}`. */
int exchange_init(struct exchange *x, struct exchange_run *run,
		  struct err *err);
void exchange_release(struct exchange *x);

/* x->job has been filled: its first request is due at NOW_MS. */
int exchange_begin(struct exchange *x, long long now_ms, struct err *err);

/* Before exchange_send: sees to it that the credentials are good, which may
 * take its time.  When they have expired that ends the job. */
void exchange_renew(struct exchange *x);

/* Sends the request that is due.  A failure is the run's, not the job's. */
int exchange_send(struct exchange *x, struct err *err);

/* Takes the end of the request under way, and decides. */
int exchange_reply(struct exchange *x, const struct http_reply *reply,
		   long long now_ms, struct err *err);

/* Of the latest attempt: whether a whole HTTP reply came, whether a connection
 * could be made, and whether the service asked for fewer requests. */
bool exchange_was_answered(const struct exchange *x);
bool exchange_connected(const struct exchange *x);
bool exchange_is_throttled(const struct exchange *x);

/* Whether a request of the job has been sent: a write may have been carried
 * out. */
bool exchange_has_begun(const struct exchange *x);

/* Whether the job's request may be sent beside others, with ROOM bytes for its
 * reply: one that was put back waits for twice what it had come to, and the
 * second time for its turn, so that no reply is asked for without end. */
bool exchange_fits(const struct exchange *x, size_t room);

/* Whether the job has done its write, and waits for what it made or changed:
 * its rows may be handed out. */
bool exchange_awaits(const struct exchange *x);

/* Whether there are rows to hand out; those of a job that has failed are of
 * pages that were whole. */
bool exchange_has_rows(const struct exchange *x);

/* Bytes that the job holds, as far as replies make them grow. */
size_t exchange_held(const struct exchange *x);

/* Whether there are more rows than are held until the reply is whole. */
bool exchange_may_stream(const struct exchange *x);

/* From `grown`: there is no room for this reply beside others.  It is let go,
 * and its request, which is no attempt then, due anew; when there is room
 * again, who drives it knows.  That of a write has failed.  Returns -1. */
int exchange_put_back(struct exchange *x, struct err *err);

/* Drops the rows of a reply that is not whole; those of whole pages stay. */
void exchange_keep_whole(struct exchange *x);

/* Hands out the rows held so far, and lets them go. */
int exchange_rows(struct exchange *x, row_fn *fn, void *ctx,
		  struct err *err);

/* Ends a job that will not be sent any more, since WHY. */
void exchange_give_up(struct exchange *x, const char *why);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One job from its first request to its end.
 *
 * An exchange sends the job's request, signed afresh for every attempt, reads
 * the reply into rows, and decides what comes next: another attempt after a
 * wait, the next page, a read that shows whether a write worked, or the end.
 * The driver (api.c) sends what is due and passes finished replies to the
 * exchange, which never waits.
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

/* Begins x->job, which the caller has filled: its first request is due at
 * NOW_MS. */
int exchange_begin(struct exchange *x, long long now_ms, struct err *err);

/* Call it before exchange_send.  Renews credentials that are about to expire,
 * which may take seconds.  If that fails, the job is done. */
void exchange_renew(struct exchange *x);

/* Sends the request that is due.  Its failure ends the run, not only the
 * job. */
int exchange_send(struct exchange *x, struct err *err);

/* Takes the reply to the request under way, and decides what comes next. */
int exchange_reply(struct exchange *x, const struct http_reply *reply,
		   long long now_ms, struct err *err);

/* What the latest attempt has shown: whether a whole HTTP reply came, whether a
 * connection could be made, and whether the service asked for fewer
 * requests. */
bool exchange_was_answered(const struct exchange *x);
bool exchange_connected(const struct exchange *x);
bool exchange_is_throttled(const struct exchange *x);

/* Whether a request of the job has been sent: a write may have been carried
 * out. */
bool exchange_has_begun(const struct exchange *x);

/* Whether a job other than the first may send its request, when there are ROOM
 * bytes for the reply.  A reply that was put back once needs twice the room
 * that it held then.  After it was put back twice, the job waits until it is
 * the first of all, so that it does not request the same reply forever. */
bool exchange_fits(const struct exchange *x, size_t room);

/* Whether the job's write was carried out and --wait waits for the things that
 * the write made or changed.  Its rows may be handed out then. */
bool exchange_awaits(const struct exchange *x);

/* Whether there are rows to hand out.  A failed job may have rows too, from
 * pages that came whole. */
bool exchange_has_rows(const struct exchange *x);

/* Bytes of replies, and of what was made from them, that the job holds. */
size_t exchange_held(const struct exchange *x);

/* Whether there are too many rows to hold until the reply is whole. */
bool exchange_may_stream(const struct exchange *x);

/* Drops the reply that is coming in, for which there is no room, and schedules
 * its request again, without counting an attempt.  A write fails instead.  To
 * be called from `grown`, which returns the result, -1; the driver sends the
 * request when exchange_fits says so. */
int exchange_put_back(struct exchange *x, struct err *err);

/* Drops the rows of a reply that is not whole; those of whole pages stay. */
void exchange_keep_whole(struct exchange *x);

/* Hands out the rows held so far, and drops them. */
int exchange_rows(struct exchange *x, row_fn *fn, void *ctx,
		  struct err *err);

/* Ends a job whose requests will not be sent any more; WHY becomes part of its
 * error. */
void exchange_give_up(struct exchange *x, const char *why);

#endif

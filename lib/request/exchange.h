/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Carries out one job, from its first request to its end.
 *
 * An exchange signs and sends the job's request, with a new signature for every
 * attempt, and turns the reply into rows.  The exchange then decides on the
 * next step, such as another attempt, the next page, a read that shows whether
 * a write worked, or the end.  The driver (api.c) decides when to send, and
 * passes each finished reply to the exchange.
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "reply/row.h"
#include "request/state.h"

/* Makes X ready for jobs.  Initialize X with `= { 0 }` first. */
int exchange_init(struct exchange *x, struct exchange_run *run,
		  struct err *err);
void exchange_release(struct exchange *x);

/* Begins x->job, which the caller has filled in, and schedules the job's first
 * request for NOW_MS. */
int exchange_begin(struct exchange *x, long long now_ms, struct err *err);

/* Renews credentials that are about to expire.  A renewal may take seconds.  If
 * the renewal fails, ends the job.  Call exchange_renew before
 * exchange_send. */
void exchange_renew(struct exchange *x);

/* Sends the scheduled request.  A failure of this function ends the run, not
 * only the job. */
int exchange_send(struct exchange *x, struct err *err);

/* Takes the reply to the last request, and decides on the next step.  A failure
 * of this function ends the run, not only the job. */
int exchange_reply(struct exchange *x, const struct http_reply *reply,
		   long long now_ms, struct err *err);

/* These functions return facts about the latest attempt. exchange_was_answered
 * returns whether a complete HTTP reply arrived. exchange_connected returns
 * false if the attempt ended as HTTP_NO_HOST or HTTP_NO_CONNECTION.
 * exchange_is_throttled returns whether the service asked for fewer
 * requests. */
bool exchange_was_answered(const struct exchange *x);
bool exchange_connected(const struct exchange *x);
bool exchange_is_throttled(const struct exchange *x);

/* Returns whether the service may have carried out the job, which must be a
 * write. */
bool exchange_has_begun(const struct exchange *x);

/* Returns whether a job other than the first may send its request, when ROOM
 * bytes are free for the reply.  If exchange_requeue has dropped the job's
 * reply once, the job needs twice the memory that it had at that time.  A job
 * whose reply was dropped twice waits until it is the first job, so that it
 * does not request the same reply forever. */
bool exchange_fits(const struct exchange *x, size_t room);

/* Returns whether the job's write has succeeded and --wait now waits for the
 * resources that the write made or changed.  The caller may then pass on the
 * job's rows. */
bool exchange_awaits(const struct exchange *x);

/* Returns whether the job has rows to pass on.  A failed job may have rows from
 * complete pages, or from a write whose --wait failed. */
bool exchange_has_rows(const struct exchange *x);

/* Returns how many bytes of memory the job takes for its request, its replies
 * and their rows. */
size_t exchange_memory(const struct exchange *x);

/* Returns whether the run may pass on the job's rows before the reply is
 * complete.  The rows must have at least EXCHANGE_BUFFER_MAX bytes, and the
 * reply must be a list. */
bool exchange_may_stream(const struct exchange *x);

/* Drops the incoming reply, because memory is short, and schedules the request
 * again without counting an attempt.  If the request is a write, the job fails
 * instead.  Call exchange_requeue only from `on_growth`, and return its result,
 * -1.  The driver sends the request again when exchange_fits returns true or
 * the job is the first. */
int exchange_requeue(struct exchange *x, struct err *err);

/* Drops the rows of an incomplete reply.  The rows of complete pages stay. */
void exchange_keep_whole(struct exchange *x);

/* Passes the rows that the job has at present to FN, and drops them. */
int exchange_rows(struct exchange *x, row_fn *fn, void *ctx, struct err *err);

/* Ends a job that will send no more requests.  WHY becomes part of the job's
 * error.  If x->doubt is EXCHANGE_SETTLING, the job ends with the error of the
 * failed write instead. */
void exchange_give_up(struct exchange *x, const char *why);

#endif

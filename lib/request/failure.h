/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides what follows a failed attempt: another attempt, a read that shows
 * what an earlier attempt did, or the end of the job.
 */
#ifndef FAILURE_H
#define FAILURE_H

#include "http/retry.h"
#include "request/state.h"

/* Call it when an attempt has failed, as x->attempt.result says.  FINAL:
 * another attempt would not help. */
int failure_of_attempt(struct exchange *x, enum retry_event event, bool final,
		       long long now_ms, struct err *err);

/* Call it when the reply is an error in EC2's form. */
int failure_of_service(struct exchange *x, const struct http_reply *reply,
		       const struct reply_error *error, long long now_ms,
		       struct err *err);

/* Call it when no whole reply came, as x->attempt.result says. */
int failure_of_transfer(struct exchange *x, const struct http_reply *reply,
			long long now_ms, struct err *err);

/* Call it when the reply came from a server that is not an EC2 endpoint. */
int failure_of_stranger(struct exchange *x, long long now_ms,
			struct err *err);

#endif

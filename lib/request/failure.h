/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides on the next step after a failed attempt: another attempt, a read that
 * shows whether an attempt at a write worked, or the end of the job.
 */
#ifndef FAILURE_H
#define FAILURE_H

#include "http/retry.h"
#include "request/state.h"

/* Call failure_of_attempt when an attempt has failed.  x->attempt.result holds
 * the failure.  If FINAL is set, there is no other attempt, because it would
 * not help. */
int failure_of_attempt(struct exchange *x, enum retry_event event, bool final,
		       long long now_ms, struct err *err);

/* Call failure_of_service when the reply is an error in EC2's format. */
int failure_of_service(struct exchange *x, const struct http_reply *reply,
		       const struct reply_error *error, long long now_ms,
		       struct err *err);

/* Call failure_of_transfer when no complete reply arrived.  x->attempt.result
 * holds the failure. */
int failure_of_transfer(struct exchange *x, const struct http_reply *reply,
			long long now_ms, struct err *err);

/* Call failure_of_foreign when a complete reply is not in EC2's format, and
 * probably comes from another server or a proxy. */
int failure_of_foreign(struct exchange *x, long long now_ms, struct err *err);

#endif

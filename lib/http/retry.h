/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides whether to retry a failed attempt, and computes the waiting time.
 * The time before retry number N is random(0,1) * min(20 s, 2^(N-1) * 0.3 s):
 * exponential backoff with "full jitter", as in the AWS SDKs.
 */
#ifndef RETRY_H
#define RETRY_H

#include <stdbool.h>

#include "http/http.h"

enum retry_event {
	RETRY_NOT_SENT,		/* connecting failed, so the service did not
				 * carry out the request */
	RETRY_BROKEN,		/* the reply is missing or incomplete; the
				 * service may have carried out the request */
	RETRY_ANSWERED,		/* a complete reply arrived, with an HTTP status
				 * and possibly an error code, from the service
				 * or from another server */
};

struct retry_case {
	enum retry_event event;
	long status;		/* HTTP status, or 0 if no valid status line was
				 * received */
	const char *code;	/* error code of the service, or "" */
	int attempt;		/* number of the failed attempt, from 1 */
	int attempts_max;	/* no retry after this attempt */
	bool idempotent;	/* the request may safely be carried out
				 * twice */
	bool kept;		/* the request used an earlier request's
				 * connection */
	bool early;		/* the error code may mean that an earlier
				 * change has not taken effect yet */
};

/* Returns whether to retry. */
bool retry_again(const struct retry_case *c);

/* Returns whether STATUS or CODE is a throttling error. */
bool retry_throttled(long status, const char *code);

/* Returns whether a retry after the failure in REPLY would probably fail in the
 * same way, for example because of a certificate, a limit, or a proxy that
 * forbids the request. */
bool retry_useless(const struct http_reply *reply);

/* Returns whether the service rejected the credentials, so that every other
 * request would fail too.  AuthFailure with status 401 can also mean that a
 * resource belongs to another account.  In this case MESSAGE contains
 * "restricted resource", and the result is false. */
bool retry_refused(long status, const char *code, const char *message);

/* Returns whether STATUS and CODE can mean that the time in the signature is
 * wrong.  Some of them can also mean that the key is wrong.  The reply's Date
 * header shows whether the time is wrong. */
bool retry_clock(long status, const char *code);

/* Returns the milliseconds to wait after attempt number ATTEMPT failed.  RANDOM
 * is a random number from 0 to 1; 1 gives the longest wait. */
long retry_wait_ms(int attempt, double random);

#endif

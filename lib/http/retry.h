/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides whether to make another attempt after a failed one, and when.  The
 * functions are pure.  The waits are the SDKs' "full jitter": random(0,1) *
 * min(20 s, 2^n * 0.3 s).
 */
#ifndef RETRY_H
#define RETRY_H

#include <stdbool.h>

#include "http/http.h"

enum retry_event {
	RETRY_NOT_SENT,		/* no connection: not carried out */
	RETRY_BROKEN,		/* no whole reply: perhaps carried out */
	RETRY_ANSWERED,		/* an HTTP status and perhaps an error code */
};

struct retry_case {
	enum retry_event event;
	long status;		/* HTTP status; 0 when there was none */
	const char *code;	/* the service's error code, or "" */
	int attempt;		/* number of the failed attempt, from 1 */
	int attempts_max;
	bool harmless;		/* repeating the request does no harm */
	bool kept;		/* the connection had been used before */
	bool early;		/* the code may mean that the request came too
				 * early */
};

/* Whether to try again. */
bool retry_again(const struct retry_case *c);

/* Whether the service asks for fewer requests. */
bool retry_throttled(long status, const char *code);

/* Whether another attempt would fail as REPLY, which is not whole, did: because
 * of a certificate, a limit, or a proxy that does not allow it. */
bool retry_useless(const struct http_reply *reply);

/* Whether the service refuses the credentials, so that every other request
 * would fail too.  AuthFailure with 401 can also mean that something belongs to
 * another account; then MESSAGE speaks of a restricted resource. */
bool retry_refused(long status, const char *code, const char *message);

/* Whether the code and status can mean that the time of a signature is wrong.
 * They can also mean a wrong key; the reply's Date tells which. */
bool retry_clock(long status, const char *code);

/* Milliseconds to wait after attempt ATTEMPT failed.  RANDOM is from [0,1]; 1
 * means the longest wait. */
long retry_wait_ms(int attempt, double random);

#endif

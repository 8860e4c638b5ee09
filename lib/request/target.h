/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A target: one endpoint and region, the signer, and the facts that a run
 * learns about the endpoint from replies.
 *
 * A run sends requests to a list of targets.  Each target has its own clock,
 * pace and credentials, and a failure of one target does not stop the others.
 * A run with one region and one account has one target.
 */
#ifndef TARGET_H
#define TARGET_H

#include <stdbool.h>

#include "base/err.h"
#include "http/pace.h"
#include "request/extras.h"
#include "request/query.h"

/* The caller owns everything that the pointers refer to. */
struct target {
	struct query_service service;	/* endpoint and signer; replies correct
					 * the field clock_off */
	int attempts_max;
	struct extras extras;		/* parameters that the run leaves out,
					 * or may leave out after a refusal */
	const char *name;	/* the target's name in messages, or NULL if
				 * messages need not name it */

	/* The driver calls this function before each request, unless it is
	 * NULL.  The function makes a new signer if the credentials are about
	 * to expire.  A failure counts as refused credentials.  In the message,
	 * the text of ERR follows the word "since". */
	int (*renew)(void *ctx, struct target *target, struct err *err);
	void *renew_ctx;

	/* Only the driver changes the fields below.  These fields start as
	 * 0. */
	struct pace pace;
	const char *closed;	/* the reason why the run sends no new requests
				 * to the target, or NULL */
	bool reached;		/* an attempt did not end as HTTP_NO_HOST or
				 * HTTP_NO_CONNECTION */
	bool trusted;		/* a reply had status 200, so the credentials
				 * are valid */
	int unreached;		/* number of jobs that ended without a
				 * connection */
	int under_way;		/* number of requests in progress */
};

#endif

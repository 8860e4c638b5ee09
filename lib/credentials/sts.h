/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gets credentials from the Security Token Service.  The request takes the same
 * path as every other request: it is signed and retried, and uses the service's
 * clock if necessary.
 */
#ifndef STS_H
#define STS_H

#include "aws/cred.h"
#include "aws/endpoint.h"
#include "base/err.h"
#include "credentials/provider.h"
#include "request/job.h"
#include "request/target.h"

/* STS as a target of requests.  Initialize this struct with `= { 0 }`.  It must
 * not move in memory while it is open. */
struct sts_target {
	struct endpoint endpoint;
	struct http *http;
	struct signer *signer;	/* signer, or NULL to send unsigned requests */
	struct target target;
};

/* Finds the endpoint of STS for the provider's settings, profile and region.
 * Uses only these three fields, and `clock_off`, of the provider.  The requests
 * are signed with CRED, which the function copies, or unsigned if CRED is NULL.
 * Callers release the target with sts_target_release, also after a failure. */
int sts_target_open(struct sts_target *t, const struct provider *p,
		    const struct cred *cred, struct err *err);
void sts_target_release(struct sts_target *t);

/* One action and its parameters.  A parameter with a NULL name ends the
 * parameters. */
struct sts_request {
	const char *action;
	const struct job_param *params;
	const struct cred *source;	/* the credentials that sign the
					 * request; NULL means an unsigned
					 * request */
};

/* Sends the request and stores the credentials of the reply in OUT.  Does not
 * set OUT's `source`. */
int sts_ask(const struct provider *p, const struct sts_request *request,
	    struct cred *out, struct err *err);

/* Makes a default name for a session.  Two names from the same second are
 * equal. */
enum { STS_SESSION_SIZE = 64 };
void sts_session(char out[STS_SESSION_SIZE]);

#endif

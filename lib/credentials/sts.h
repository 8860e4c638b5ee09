/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gets credentials from the Security Token Service.  Requests to STS are
 * retried, and use the service's clock if the clock of this machine is wrong.
 */
#ifndef STS_H
#define STS_H

#include "aws/cred.h"
#include "aws/endpoint.h"
#include "base/err.h"
#include "credentials/provider.h"
#include "request/job.h"
#include "request/target.h"

/* STS as a target of requests.  Initialize this struct with `= { 0 }`.  The
 * struct must not move in memory while the target is open. */
struct sts_target {
	struct endpoint endpoint;
	struct http *http;
	struct signer *signer;	/* signer, or NULL to send unsigned requests */
	struct target target;
};

/* Finds the endpoint of STS and prepares requests to it.  Uses only `settings`,
 * `files`, `region` and `clock_off` of P.  If CRED is NULL, the requests are
 * unsigned.  Otherwise, the requests are signed with CRED, which must remain
 * valid until sts_target_release.  Callers call sts_target_release even after a
 * failure. */
int sts_target_open(struct sts_target *t, const struct provider *p,
		    const struct cred *cred, struct err *err);
void sts_target_release(struct sts_target *t);

/* One action and its parameters.  A parameter with a NULL name ends the list of
 * parameters. */
struct sts_request {
	const char *action;
	const struct job_param *params;
	const struct cred *source;	/* the credentials that sign the
					 * request; NULL means an unsigned
					 * request */
};

/* Sends the request and replaces OUT by the credentials of the reply, with an
 * empty `source`.  Does not change OUT on failure. */
int sts_ask(const struct provider *p, const struct sts_request *request,
	    struct cred *out, struct err *err);

/* Makes a default name for a session.  Two names from the same second are
 * equal. */
enum { STS_SESSION_SIZE = 64 };
void sts_session(char out[STS_SESSION_SIZE]);

#endif

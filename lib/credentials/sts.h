/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gets credentials from the Security Token Service.  The request takes the same
 * path as every other request: it is signed and retried, and uses the service's
 * clock if necessary.
 */
#ifndef STS_H
#define STS_H

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"
#include "request/job.h"

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

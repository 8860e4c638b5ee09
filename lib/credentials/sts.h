/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials from the Security Token Service, by the same path as every
 * other request: signed, retried, and with the service's clock if need be.
 */
#ifndef STS_H
#define STS_H

#include "aws/cred.h"
#include "base/err.h"
#include "request/job.h"
#include "credentials/provider.h"

/* One action and its parameters, which end with a NULL name. */
struct sts_request {
	const char *action;
	const struct job_param *params;
	const struct cred *source;	/* signs the request; NULL: the request
					 * is not signed */
};

/* Sends the request, and puts the credentials of the reply into OUT; does not
 * set OUT's `source`. */
int sts_ask(const struct provider *p, const struct sts_request *request,
	    struct cred *out, struct err *err);

/* Makes a default name for a session.  Names made in the same second are the
 * same. */
enum { STS_SESSION_SIZE = 64 };
void sts_session(char out[STS_SESSION_SIZE]);

#endif

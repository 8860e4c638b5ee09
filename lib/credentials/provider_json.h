/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads credentials from the JSON documents that services send, or that the
 * program in credential_process prints. */
#ifndef PROVIDER_JSON_H
#define PROVIDER_JSON_H

#include "aws/cred.h"
#include "base/buf.h"
#include "base/err.h"
#include "credentials/provider.h"

/* The names of the document's members.  A name is NULL if the document has no
 * such member. */
struct provider_json {
	const char *access_key, *secret_key, *token;
	const char *expires;		/* the member with an ISO 8601 time */
	const char *expires_ms;		/* the member with milliseconds since
					 * 1970 */
	bool temporary;			/* the document must have a token and an
					 * expiry time */
	bool may_be_late;		/* expired credentials are acceptable */
};

/* Reads TEXT into CRED.  Does not change CRED on failure.  Fails if the
 * credentials have expired on P's clock, unless `may_be_late` is set.  If TEXT
 * has a Code and no access key, the error quotes Code and Message. */
int provider_json_take(const struct provider_json *names,
		       const struct provider *p, const struct buf *text,
		       struct cred *cred, struct err *err);

/* Reads a time in ISO 8601, or in a variant that some programs and services
 * use. */
int provider_json_time(const char *text, time_t *out, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where requests go, and for which region they are signed.
 *
 * Endpoint, the first there is: -U, AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL,
 * --region, EC2_URL, the profile's services section or endpoint_url, built
 * from the region.  Region: --region, the endpoint's host when it names one,
 * AWS_REGION, AWS_DEFAULT_REGION, the profile's, us-east-1.
 *
 * The files of profiles are read only where something in them may count:
 * with a URL of -U or EC2_URL, and a region, nothing does.
 */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include "base/buf.h"
#include "base/err.h"
#include "http/http.h"
#include "cli/opt.h"
#include "aws/profile.h"
#include "http/url.h"

/* Start as `= {0}`, release with endpoint_release. */
struct endpoint {
	struct url url;
	struct buf text;	/* the URL as it is requested */
	struct buf region;
	const char *from;	/* words for -v: which setting named it */
	bool guessed;		/* no setting did: the default region's */
};

/* EC2's.  FILES may be NULL: no profiles.  Fails, mostly with a usage error,
 * also under EC2_SANDBOX when the endpoint may not be asked. */
int endpoint_find(struct endpoint *out, const struct settings *settings,
		  struct profile *files, struct err *err);

/* The services that hand out credentials. */
enum endpoint_helper { ENDPOINT_STS, ENDPOINT_SSO, ENDPOINT_OIDC };

/* A helper's, for REGION; `region` is then the one to sign for. */
int endpoint_of_helper(struct endpoint *out, enum endpoint_helper helper,
		       const struct settings *settings,
		       struct profile *files, const char *region,
		       struct err *err);
void endpoint_release(struct endpoint *e);

/* What a struct http for URL must be told; all borrowed. */
int endpoint_http(struct http_settings *out, const struct settings *settings,
		  struct profile *files, const struct url *url,
		  struct err *err);

/* Whether a run with EC2_SANDBOX=SANDBOX may ask URL: one on this machine, or
 * at SANDBOX if that is HOST:PORT.  NULL or "": not a rehearsal. */
bool endpoint_in_sandbox(const char *sandbox, const struct url *url);

/* Fails under EC2_SANDBOX when URL, which is called TEXT, may not be asked. */
int endpoint_check(const struct settings *settings, const struct url *url,
		   const char *text, struct err *err);

/* Whether an endpoint's host is Amazon's own. */
bool endpoint_is_amazon(const struct endpoint *e);

#endif

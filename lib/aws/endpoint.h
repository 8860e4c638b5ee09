/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where requests go, and for which region they are signed.
 *
 * The endpoint is the first that is set of: -U, AWS_ENDPOINT_URL_EC2,
 * AWS_ENDPOINT_URL, --region, EC2_URL, the profile's services section or
 * endpoint_url, and is built from the region if none is.  The region is the
 * first of: --region, the endpoint's host when it names one, AWS_REGION,
 * AWS_DEFAULT_REGION, the profile's, us-east-1.
 *
 * The files with profiles are read only if something in them can matter, which
 * is not so with a URL of -U or EC2_URL and a region.
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
	const char *proxy;	/* the one to ask it through; "": none */
	const char *from;	/* the setting that named it, for -v */
	bool guessed;		/* no setting did: it is the default region's */
};

/* Finds EC2's endpoint.  FILES may be NULL: no profiles.  Fails, mostly with a
 * usage error; under EC2_SANDBOX also when the endpoint may not be asked. */
int endpoint_find(struct endpoint *out, const struct settings *settings,
		  struct profile *files, struct err *err);

/* The services that hand out credentials. */
enum endpoint_helper { ENDPOINT_STS, ENDPOINT_SSO, ENDPOINT_OIDC };

/* Finds a helper's endpoint for REGION; `region` becomes the one to sign
 * for. */
int endpoint_of_helper(struct endpoint *out, enum endpoint_helper helper,
		       const struct settings *settings,
		       struct profile *files, const char *region,
		       struct err *err);
void endpoint_release(struct endpoint *e);

/* The settings of a struct http for URL; all borrowed. */
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

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where requests go, and for which region they are signed.
 *
 * The first of these that is set decides the endpoint: -U,
 * AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL, --region, EC2_URL, the profile's
 * services section, its endpoint_url.  If none is set, the endpoint is built
 * from the region.  The region is the first of: --region, the endpoint's host
 * when it names one, AWS_REGION, AWS_DEFAULT_REGION, the profile's, us-east-1.
 *
 * We read the files with profiles only if something in them can matter.  It
 * cannot if -U or EC2_URL sets the URL and the region is known.
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
	const char *proxy;	/* URL of the proxy to the endpoint; "": no
				 * proxy */
	const char *from;	/* the setting that named the URL, for -v */
	bool guessed;		/* no setting names an endpoint or a region */
};

/* Finds EC2's endpoint.  FILES may be NULL: no profiles.  Fails, mostly with a
 * usage error; also when EC2_SANDBOX forbids the endpoint. */
int endpoint_find(struct endpoint *out, const struct settings *settings,
		  struct profile *files, struct err *err);

/* The services that hand out credentials. */
enum endpoint_helper { ENDPOINT_STS, ENDPOINT_SSO, ENDPOINT_OIDC };

/* Finds a helper's endpoint for REGION; OUT's `region` becomes the one to sign
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

/* Whether a run with EC2_SANDBOX=SANDBOX may send requests to URL: one on this
 * machine, or at SANDBOX if that is HOST:PORT.  If SANDBOX is NULL or "", the
 * run is no rehearsal, and every URL is allowed. */
bool endpoint_in_sandbox(const char *sandbox, const struct url *url);

/* Fails if EC2_SANDBOX forbids requests to URL.  TEXT is the URL in the
 * error. */
int endpoint_check(const struct settings *settings, const struct url *url,
		   const char *text, struct err *err);

/* Whether an endpoint's host is Amazon's own. */
bool endpoint_is_amazon(const struct endpoint *e);

#endif

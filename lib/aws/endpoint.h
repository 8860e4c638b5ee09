/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds the endpoint for requests, and the region for their signatures.
 *
 * The first of the following settings that the user has set determines EC2's
 * endpoint: -U, AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL, --region, EC2_URL, the
 * profile's services section, the profile's endpoint_url.  If --region decides,
 * or if all of these settings are unset, the endpoint is built from the region.
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true switches off AWS_ENDPOINT_URL_EC2,
 * AWS_ENDPOINT_URL and the URLs of the profile.  If this variable is unset,
 * ignore_configured_endpoint_urls=true in the profile switches off only the
 * URLs of the profile.
 *
 * The region is the first of the following: --region, the region in the
 * endpoint's host name, AWS_REGION, AWS_DEFAULT_REGION, the profile's region,
 * us-east-1.
 *
 * If options or variables set the URL and the region, endpoint_find does not
 * read the files with profiles.
 */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include "aws/profile.h"
#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"
#include "http/http.h"
#include "http/url.h"

/* Initialize this struct with `= { 0 }` and free it with endpoint_release. */
struct endpoint {
	struct url url;
	struct buf text;	/* the URL as a string for libcurl */
	struct buf region;
	const char *proxy;	/* URL of the proxy, or "" for a direct
				 * connection; NULL after
				 * endpoint_of_service */
	const char *from;	/* the setting that determined the URL, for
				 * messages */
	bool guessed;		/* the user has set neither an endpoint nor a
				 * region */
};

/* Finds EC2's endpoint.  If FILES is NULL, ignores profiles.  Fails if a
 * setting is invalid, if profile_load fails, or if EC2_SANDBOX forbids the
 * endpoint.  An invalid option or variable is a usage error. */
int endpoint_find(struct endpoint *out, const struct settings *settings,
		  struct profile *files, struct err *err);

/* The services that issue credentials. */
enum endpoint_service { ENDPOINT_STS, ENDPOINT_SSO, ENDPOINT_OIDC };

/* Finds a credential service's endpoint for REGION.  Sets OUT's `region` to the
 * region for the signature. */
int endpoint_of_service(struct endpoint *out, enum endpoint_service service,
			const struct settings *settings, struct profile *files,
			const char *region, struct err *err);
void endpoint_release(struct endpoint *e);

/* Fills OUT with the settings for connections to URL.  The strings of OUT are
 * constants, or belong to SETTINGS, FILES or the environment. */
int endpoint_http(struct http_settings *out, const struct settings *settings,
		  struct profile *files, const struct url *url,
		  struct err *err);

/* Returns whether a run with EC2_SANDBOX=SANDBOX may send requests to URL.  If
 * SANDBOX is NULL or "", the run is not a rehearsal and every URL is allowed.
 * In a rehearsal, URL must have a loopback address (see url_is_loopback), or
 * the host and port of SANDBOX. */
bool endpoint_in_sandbox(const char *sandbox, const struct url *url);

/* Fails if EC2_SANDBOX forbids requests to URL.  TEXT is the URL for the error
 * message. */
int endpoint_check(const struct settings *settings, const struct url *url,
		   const char *text, struct err *err);

/* Returns whether the endpoint's host belongs to Amazon. */
bool endpoint_is_amazon(const struct endpoint *e);

#endif

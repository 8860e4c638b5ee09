/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The user's settings for the metadata service, from the environment and from a
 * profile.  Each means what it means to AWS's SDKs.
 */
#ifndef IMDS_SETTINGS_H
#define IMDS_SETTINGS_H

#include <signal.h>
#include <stdbool.h>

#include "aws/profile.h"
#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"
#include "system/confine.h"

/* A setting as the user wrote it. */
struct imds_setting {
	const char *value;		/* NULL or "": unset */
	const char *name;		/* the variable or profile setting that
					 * the value came from, for messages; a
					 * constant */
	const char *profile;		/* the profile that the value came from,
					 * or NULL */
};

struct imds_settings {
	struct imds_setting disabled;	/* "true": send no requests */
	struct imds_setting endpoint;	/* URL; takes precedence over `mode` */
	struct imds_setting mode;	/* "ipv4" (the default) or "ipv6" */
	struct imds_setting timeout;	/* seconds to wait for an answer;
					 * default 1 */
	struct imds_setting attempts;	/* most attempts at a request; default
					 * 1 */
	struct imds_setting v1_disabled;	/* "true": send no request
						 * without a token */
	struct imds_setting sandbox;	/* see endpoint_in_sandbox */
	struct confine *confine;	/* see http.h */
	const volatile sig_atomic_t *stop;	/* ends an attempt once it is
						 * set; NULL: it never is */
};

/* Fills OUT from the environment (in S) and, for what that leaves unset, from
 * PROFILE in FILES.  If FILES is NULL, no profile is read.  Does not change
 * `confine` and `stop`.  The strings belong to S and FILES. */
void imds_settings_read(struct imds_settings *out, const struct settings *s,
			const struct profile *files, const char *profile);

/* Whether SETTINGS forbid requests to the service. */
bool imds_settings_disabled(const struct imds_settings *settings);

/* The name of the setting that forbids version 1 of the service; NULL: none. */
const char *imds_settings_v1_forbidden(const struct imds_settings *settings);

/* Appends the service's URL, without a slash at its end.  An invalid setting,
 * and a URL that `sandbox` forbids, are usage errors. */
int imds_settings_url(const struct imds_settings *s, struct buf *out,
		      struct err *err);

/* Reads a number of 1 or more; 1 if SETTING is unset. */
int imds_settings_number(const struct imds_setting *setting, long *out,
			 struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads the user's settings for the metadata service from the environment and
 * from a profile.  The settings have the same meaning as in AWS's SDKs.
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

/* A setting as the user has written it. */
struct imds_setting {
	const char *value;		/* the value, or NULL or "" if unset */
	const char *name;		/* name of the environment variable or
					 * profile setting that has the value; a
					 * string constant */
	const char *profile;		/* profile in which `name` is a setting,
					 * or NULL for a variable */
};

struct imds_settings {
	struct imds_setting disabled;	/* "true": do not send requests */
	struct imds_setting endpoint;	/* URL, which takes precedence over
					 * `mode` */
	struct imds_setting mode;	/* "ipv4" (the default) or "ipv6" */
	struct imds_setting timeout;	/* timeout in seconds for connecting,
					 * and for a connection without data;
					 * the default is 1 */
	struct imds_setting attempts;	/* maximum number of attempts for one
					 * request; the default is 1 */
	struct imds_setting v1_disabled;	/* "true": do not send requests
						 * without a token */
	struct imds_setting sandbox;	/* EC2_SANDBOX: if set, requests may go
					 * only to loopback addresses or to the
					 * host and port in the value */
	struct confine *confine;	/* how http_new confines the process, or
					 * NULL */
	const volatile sig_atomic_t *stop;	/* flag that ends an attempt
						 * when it is non-zero, or
						 * NULL */
};

/* Fills OUT from the environment variables in S.  For an unset variable, uses
 * the setting of the profile PROFILE unless FILES is NULL.  FILES must be
 * loaded.  A profile cannot set `disabled` or `sandbox`.  Does not change
 * `confine` and `stop`.  The strings of OUT are PROFILE, constants, or strings
 * of S and FILES. */
void imds_settings_read(struct imds_settings *out, const struct settings *s,
			const struct profile *files, const char *profile);

bool imds_settings_disabled(const struct imds_settings *settings);

/* Returns the name of the setting that forbids version 1 of the service, or
 * NULL if version 1 is allowed. */
const char *imds_settings_v1_forbidden(const struct imds_settings *settings);

/* Appends the service's URL without a slash at the end.  Fails if a setting is
 * invalid or if `sandbox` forbids the URL. */
int imds_settings_url(const struct imds_settings *s, struct buf *out,
		      struct err *err);

/* Sets *OUT to the number in SETTING, or to 1 if SETTING is unset.  Fails if
 * the number is not from 1 to INT_MAX / 1000. */
int imds_settings_number(const struct imds_setting *setting, long *out,
			 struct err *err);

#endif

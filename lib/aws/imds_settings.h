/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a user says about the metadata service, in the environment and in a
 * profile.  Each setting means what it means to AWS's SDKs.
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
	const char *name;		/* for messages: the variable or the
					 * profile's setting it came from; a
					 * constant */
	const char *profile;		/* the profile it came from, or NULL */
};

struct imds_settings {
	struct imds_setting disabled;	/* "true": ask nothing */
	struct imds_setting endpoint;	/* URL; wins over mode */
	struct imds_setting mode;	/* "ipv4" (unset too) or "ipv6" */
	struct imds_setting timeout;	/* seconds without an answer (1) */
	struct imds_setting attempts;	/* at one request (1) */
	struct imds_setting v1_disabled;	/* "true": never without a
						 * token */
	struct imds_setting sandbox;	/* see endpoint_in_sandbox */
	struct confine *confine;	/* see http.h */
	const volatile sig_atomic_t *stop;	/* ends an attempt once it is
						 * set; NULL: it never is */
};

/* Fills OUT with what the environment says (in S), and, where it says nothing,
 * with the settings of PROFILE in FILES.  FILES is NULL where no profile
 * counts.  Leaves `confine` and `stop` alone.  Strings stay those of S and
 * FILES. */
void imds_settings_read(struct imds_settings *out, const struct settings *s,
			const struct profile *files, const char *profile);

/* Whether SETTINGS say that the service must not be asked. */
bool imds_settings_disabled(const struct imds_settings *settings);

/* The name of the setting that forbids version 1 of the service; NULL: none. */
const char *imds_settings_v1_forbidden(const struct imds_settings *settings);

/* Appends the service's URL, without a slash at its end.  Fails with a usage
 * error when a setting makes no sense, and when `sandbox` forbids the URL. */
int imds_settings_url(const struct imds_settings *s, struct buf *out,
		      struct err *err);

/* Reads a number of 1 or more; 1 if SETTING is unset. */
int imds_settings_number(const struct imds_setting *setting, long *out,
			 struct err *err);

#endif

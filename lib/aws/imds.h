/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The metadata service of an instance.
 *
 * Before the first request we ask for a session token, and we send it with
 * every request (version 2 of the service).  A service that has no tokens is
 * asked without one (version 1), unless a setting forbids that.  The token is
 * a secret: it is wiped, and no message shows it.  We use no proxy: the
 * answer must come from the host of this instance.
 */
#ifndef IMDS_H
#define IMDS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "system/confine.h"
#include "base/err.h"
#include "cli/opt.h"
#include "aws/profile.h"

/* Bytes of the longest reply that is accepted. */
enum { IMDS_REPLY_MAX = 1024 * 1024 };

/* Seconds that a reply may take once it has begun.  The service is on the same
 * host, and its replies are short. */
enum { IMDS_REPLY_SECONDS = 10 };

/* A setting as the user wrote it. */
struct imds_setting {
	const char *value;		/* NULL or "": unset */
	const char *name;		/* for messages: the variable or the
					 * profile's setting it came from; a
					 * constant */
	const char *profile;		/* the profile it came from, or NULL */
};

/* The settings mean what they mean to AWS's SDKs. */
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
void imds_read_settings(struct imds_settings *out, const struct settings *s,
			const struct profile *files, const char *profile);

/* Whether SETTINGS say that the service must not be asked. */
bool imds_is_disabled(const struct imds_settings *settings);

struct imds;

/* Sends nothing.  The caller may free SETTINGS and its strings afterwards, and
 * frees *OUT.  A value that makes no sense is ERR_USAGE, unless it came from a
 * profile.  Makes a struct http of its own: see http_new on threads. */
int imds_new(struct imds **out, const struct imds_settings *settings,
	     struct err *err);
void imds_free(struct imds *i);

/* Reads the value at PATH, such as "/latest/meta-data/instance-id", into OUT,
 * which is emptied first.  Percent-encodes the bytes that a path may not hold,
 * but not the % of what is encoded already.  Status 404 sets *FOUND to false
 * and leaves OUT empty; a status other than 200 and 404 is an error.  OUT is
 * the caller's; a value that is a secret needs its `secret` set. */
int imds_get(struct imds *i, const char *path, struct buf *out, bool *found,
	     struct err *err);

/* Whether a body is what was asked for. */
typedef bool imds_check_fn(const struct buf *body);

/* The same for a value that may not be there yet, such as a role just after
 * launch: any status but 200, and a body that CHECK refuses, is worth another
 * of the attempts. */
int imds_get_checked(struct imds *i, const char *path, imds_check_fn *check,
		     struct buf *out, bool *found, struct err *err);

/* What the latest reply with another status than 200 said; "" when it held
 * nothing readable.  Valid until the next request. */
const char *imds_words(const struct imds *i);

/* Whether the service has answered at all.  False after a failure means that
 * this is not an instance, or that a setting forbids asking: a search for
 * credentials can go on. */
bool imds_is_there(const struct imds *i);

/* Whether reading another path may succeed after the latest failure.  A status
 * of 401 or 403, and a reply that is late, broken or too long, may concern
 * one path or all of them: the first such failure is held to concern one path,
 * the second one in a row to concern all. */
bool imds_other_may(const struct imds *i);

#endif

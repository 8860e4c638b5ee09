/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The metadata service of an instance.
 *
 * A session token is asked for before the first request and sent with every
 * one (version 2 of the service); a service that has no tokens is asked
 * without one (version 1), unless that is switched off.  The token is a
 * secret: it is wiped, and in no message.  Nothing goes through a proxy,
 * since who is asked must be the machine this runs on.
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

/* The longest reply that is taken. */
enum { IMDS_REPLY_MAX = 1024 * 1024 };

/* Seconds for one request beyond those that the service may be silent: it is
 * on the same host, and what it has is short. */
enum { IMDS_REPLY_SECONDS = 10 };

/* A setting as the user wrote it. */
struct imds_setting {
	const char *value;		/* NULL or "": unset */
	const char *name;		/* what set it, for messages: a
					 * variable or a profile's setting */
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
	struct imds_setting sandbox;	/* set: loopback addresses only */
	struct confine *confine;	/* see http.h */
	const volatile sig_atomic_t *stop;	/* no other attempt once it is
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
 * frees *OUT.  A value that makes no sense is ERR_USAGE.  Makes a struct http
 * of its own: see http_new on threads. */
int imds_new(struct imds **out, const struct imds_settings *settings,
	     struct err *err);
void imds_free(struct imds *i);

/* Reads what lies at PATH, "/latest/meta-data/instance-id", into OUT, which
 * is emptied first.  Bytes that a path may not hold are percent-encoded, what
 * is encoded already stays so.
 * *FOUND is false, and OUT empty, when nothing lies there (404).  Any other
 * answer than 200 is an error.  OUT is the caller's, secret if its `secret`
 * is set. */
int imds_get(struct imds *i, const char *path, struct buf *out, bool *found,
	     struct err *err);

/* Whether anything has answered, so far.  False after a failure means that
 * this is not an instance, or that the service is disabled: no reason for a
 * search for credentials to stop here. */
bool imds_is_there(const struct imds *i);

/* Whether reading another path may succeed after the latest failure.  A status
 * of 401 or 403, and a reply that is late, broken or too long, may concern
 * one path or all of them: the first such failure counts as one path's, a
 * second one in a row as all paths'. */
bool imds_other_may(const struct imds *i);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The metadata service of an instance.
 *
 * A session token is asked for before the first request and sent with every
 * one (version 2 of the service); a service that has no tokens is asked
 * without one (version 1), unless that is switched off.  The token is a
 * secret: it is wiped, and in no message.  Nothing goes through a proxy,
 * since who is asked must be the machine this runs on.
 *
 * The environment is an argument, in the form it has there: who reads it
 * goes through imds_variables.
 */
#ifndef IMDS_H
#define IMDS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "system/confine.h"
#include "base/err.h"

/* The longest reply that is taken. */
enum { IMDS_REPLY_MAX = 1024 * 1024 };

/* Seconds for one request beyond those that the service may be silent: it is
 * on the same host, and what it has is short. */
enum { IMDS_REPLY_SECONDS = 10 };

/* Values of variables; NULL or "" is unset.  They mean what they mean to
 * AWS's SDKs. */
struct imds_settings {
	const char *disabled;		/* "true": there is no service */
	const char *endpoint;		/* URL; wins over mode */
	const char *mode;		/* "ipv4" (unset too) or "ipv6" */
	const char *timeout;		/* seconds without an answer (1) */
	const char *attempts;		/* at one request (1) */
	const char *v1_disabled;	/* "true": never without a token */
	const char *sandbox;		/* set: loopback addresses only */
	/* No variable's. */
	struct confine *confine;	/* see http.h */
	const volatile sig_atomic_t *stop;	/* ends an attempt once it is
						 * set; NULL: it never is */
};

/* Which variable is which member, by its offset. */
struct imds_variable {
	const char *name;
	size_t offset;
};

enum { IMDS_VARIABLES = 7 };
extern const struct imds_variable imds_variables[IMDS_VARIABLES];

struct imds;

/* Sends nothing.  SETTINGS and its strings may go afterwards.  Fails, as
 * ERR_USAGE, on a value that is none.  The caller frees.  Makes a struct http
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

/* Whether the latest failure was about its path alone, so that to read
 * another is worth the while. */
bool imds_other_may(const struct imds *i);

#endif

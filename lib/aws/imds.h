/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A client for the metadata service of an instance.
 *
 * Before the first request we request a session token, and we send the token
 * with every later request (version 2 of the service).  We send requests
 * without a token (version 1) if the service does not support tokens or if the
 * request for a token times out.  A setting can forbid version 1.  The token is
 * a secret: we wipe it, and messages do not show it.  We never use a proxy.
 */
#ifndef IMDS_H
#define IMDS_H

#include <stdbool.h>
#include <stddef.h>

#include "aws/imds_settings.h"
#include "base/buf.h"
#include "base/err.h"

/* The maximum size of a reply in bytes. */
enum { IMDS_REPLY_MAX = 1024 * 1024 };

/* The maximum time in seconds of an attempt, in addition to `timeout` in struct
 * imds_settings.  The service is on the same host, and its replies are
 * short. */
enum { IMDS_REPLY_SECONDS = 10 };

struct imds;

/* Creates a client without sending a request.  The caller frees *OUT with
 * imds_free.  After imds_new returns, the caller may free SETTINGS and its
 * strings, but `confine` and `stop` must remain valid until imds_free.  Fails
 * if a setting is invalid or `sandbox` forbids the URL, unless the service is
 * disabled.  An invalid setting is a usage error unless it is from a profile.
 * The caller must follow the rules of http_new about threads, because imds_new
 * calls http_new. */
int imds_new(struct imds **out, const struct imds_settings *settings,
	     struct err *err);
void imds_free(struct imds *i);

/* Replaces the content of OUT by the value at PATH, for example
 * "/latest/meta-data/instance-id".  Percent-encodes the bytes that a path must
 * not contain.  Does not encode %, because PATH may already be encoded.  Sets
 * *FOUND to whether the status is 200.  If the status is 404, leaves OUT empty.
 * Fails if the service is disabled, if we need a token and do not get one, if
 * no complete reply arrives, or if the status is neither 200 nor 404.  The
 * caller sets `secret` in OUT if the value is a secret. */
int imds_get(struct imds *i, const char *path, struct buf *out, bool *found,
	     struct err *err);

/* A callback that returns whether the body of a reply has the required form. */
typedef bool imds_check_fn(const struct buf *body);

/* Does the same as imds_get for a value that may not exist yet, such as a role
 * immediately after the launch.  Also retries, up to the maximum number of
 * attempts, if the status is not 200 or if CHECK rejects the body.  If CHECK
 * rejects the body of the last attempt, returns this body. */
int imds_get_checked(struct imds *i, const char *path, imds_check_fn *check,
		     struct buf *out, bool *found, struct err *err);

/* Returns the error message from the body of the latest reply, or "" if its
 * status was 200 or its body contains no message.  The string is valid until
 * the next request. */
const char *imds_error_text(const struct imds *i);

/* Returns whether the service has ever answered.  If the service has never
 * answered, this machine may not be an instance, and a search for credentials
 * can continue elsewhere. */
bool imds_is_there(const struct imds *i);

/* Returns whether reading a different path may succeed after the latest
 * failure:
 * - After the status 401 or 403, or a late, incomplete or too long reply: yes,
 *   unless such a failure happened before and no request has succeeded since.
 * - After any other status: yes.
 * - After any other failure, such as no connection, or a 401 after a timeout of
 *   the request for a token: no. */
bool imds_can_continue(const struct imds *i);

#endif

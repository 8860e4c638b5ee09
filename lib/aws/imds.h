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

#include <stdbool.h>
#include <stddef.h>

#include "aws/imds_settings.h"
#include "base/buf.h"
#include "base/err.h"

/* Bytes of the longest reply that we accept. */
enum { IMDS_REPLY_MAX = 1024 * 1024 };

/* Seconds that a reply may take once it has begun.  The service is on the same
 * host, and its replies are short. */
enum { IMDS_REPLY_SECONDS = 10 };

struct imds;

/* Sends nothing.  The caller may free SETTINGS and its strings afterwards, and
 * frees *OUT.  An invalid value is ERR_USAGE, unless it came from a profile.
 * Makes a struct http of its own: http_new says what that means for threads. */
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

/* Whether a reply's body has the form that the caller needs. */
typedef bool imds_check_fn(const struct buf *body);

/* Like imds_get, for a value that may not exist yet, such as a role just after
 * launch.  It also makes another attempt, if any is left, after any status but
 * 200 and after a body that CHECK refuses. */
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
 * of 401 or 403, or a reply that is late, broken or too long, may be a fault of
 * one path or of the service.  We take the first such failure for a fault of
 * its path, and the second in a row for one of the service. */
bool imds_other_may(const struct imds *i);

#endif

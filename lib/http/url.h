/* SPDX-License-Identifier: BSD-2-Clause */
/* URLs of endpoints.  libcurl parses them, so that it reads them the same way
 * when it connects. */
#ifndef URL_H
#define URL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* A URL, taken apart.  Start as `= {0}`, release with url_release. */
struct url {
	bool tls;
	bool bare;		/* the URL has no scheme, so it is taken for
				 * https */
	struct buf host;	/* the host in lower case, with brackets around
				 * IPv6, and with the port unless it is the
				 * scheme's default */
	struct buf name;	/* the host without port and brackets */
	struct buf path;	/* at least "/", normalised: no empty, `.` or
				 * `..` segment; percent-encoded where needed,
				 * but not twice */
};

/* Takes TEXT apart.  The scheme is https unless TEXT says http.  Another
 * scheme, a user, a query or a fragment is an error. */
int url_parse(const char *text, struct url *out, struct err *err);
void url_release(struct url *url);

/* Whether a host name or address surely means this machine: localhost, or
 * in 127.0.0.0/8, or ::1. */
bool url_is_loopback(const char *name);

/* Whether TEXT is HOST:PORT and names the host and the port of URL. */
bool url_is_at(const struct url *url, const char *text);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* URLs of endpoints, read by libcurl, as it will read them again. */
#ifndef URL_H
#define URL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* A URL, taken apart.  Start as `= {0}`, release with url_release. */
struct url {
	bool tls;
	struct buf host;	/* lower case, IPv6 in brackets, and the port
				 * unless it is the scheme's own */
	struct buf name;	/* the host without port and brackets */
	struct buf path;	/* at least "/", normalised: no empty, `.` or
				 * `..` segment, and what may not be there
				 * percent-encoded; what is encoded stays so */
};

/* Takes TEXT apart; without a scheme it is https.  Another scheme, a user,
 * a query or a fragment is an error. */
int url_parse(const char *text, struct url *out, struct err *err);
void url_release(struct url *url);

/* Whether a host name or address surely means this machine: localhost, or
 * in 127.0.0.0/8, or ::1. */
bool url_is_loopback(const char *name);

/* Whether TEXT is HOST:PORT and names the host and the port of URL. */
bool url_is_at(const struct url *url, const char *text);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Parses the URLs of endpoints with libcurl's parser, so that libcurl
 * interprets a URL in the same way when it connects. */
#ifndef URL_H
#define URL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* A parsed URL.  Initialize this struct with `= { 0 }`.  url_release frees its
 * memory. */
struct url {
	bool tls;
	bool bare;		/* the URL does not have a scheme, so https is
				 * assumed */
	struct buf host;	/* the host in lower case, with brackets around
				 * an IPv6 address, followed by the port unless
				 * it is the scheme's default */
	struct buf zone;	/* "%25" and the zone of an IPv6 address, or
				 * empty; the zone is in neither the Host header
				 * nor the signature */
	struct buf name;	/* the host without port, brackets and zone */
	struct buf path;	/* the normalized path, which begins with "/"
				 * and has no empty, `.` or `..` segments;
				 * characters that a path must not contain are
				 * percent-encoded */
};

/* Parses TEXT.  The default scheme is https.  Fails if TEXT is malformed or has
 * a scheme other than http and https, a user, a password, a query or a
 * fragment.  Also fails if TEXT has no host or a host with a % (IPv6 addresses
 * may have a zone).  After a failure, OUT needs no url_release. */
int url_parse(const char *text, struct url *out, struct err *err);
void url_release(struct url *url);

/* Appends the URL with its zone, as libcurl needs it to connect. */
void url_put(struct buf *out, const struct url *url);

/* Returns whether NAME, from `name` of struct url, is localhost, an address in
 * 127.0.0.0/8, or ::1. */
bool url_is_loopback(const char *name);

/* Returns whether TEXT is HOST:PORT with the host and the port of URL. */
bool url_is_at(const struct url *url, const char *text);

#endif

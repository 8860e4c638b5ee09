/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Builds the canonical texts of a request, from which its signature is
 * computed.  AWS describes these texts in "Create a signed AWS API request"
 * (version 4) and in "Signature version 2" of the general reference.  The
 * functions do not need a key, the clock or a hash function.  Each function
 * appends to OUT.  After calling a function that returns void, the caller must
 * call buf_check on OUT.
 */
#ifndef CANON_H
#define CANON_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"

/* A header to sign.  The name is in lower case. */
struct canon_header {
	const char *name, *value;
};

/* A request to sign with version 4. */
struct canon_request {
	const char *method;
	const char *path;		/* path as sent, or "" for "/" */
	const struct params *query;	/* query parameters, or NULL */
	const struct canon_header *headers;	/* headers sorted by name */
	size_t header_count;
	const char *payload_hash;	/* SHA-256 of the body in hexadecimal */
};

/* Appends the percent-encoded parameters, sorted by name and value, with &
 * between them.  The result is the body of a POST and a part of version 2's
 * string to sign. */
int canon_query(struct buf *out, const struct params *params, struct err *err);

/* Appends the canonical request of version 4.  Percent-encodes the path, which
 * is already encoded, a second time, as all services except S3 require.
 * Removes white space at both ends of a header's value and replaces other white
 * space by single spaces. */
int canon_v4_request(struct buf *out, const struct canon_request *request,
		     struct err *err);

/* Appends the names of the headers, separated by semicolons. */
void canon_v4_signed_headers(struct buf *out,
			     const struct canon_header *headers, size_t count);

/* Appends the credential scope.  DAY begins with a date like 20130524. */
void canon_v4_scope(struct buf *out, const char *day, const char *region,
		    const char *service);

/* Appends version 4's string to sign.  STAMP has the format of
 * codec_time_basic.  REQUEST_HASH is the SHA-256 of the canonical request in
 * hexadecimal. */
void canon_v4_string(struct buf *out, const char *stamp, const char *scope,
		     const char *request_hash);

/* Appends version 2's string to sign.  QUERY is the output of canon_query for
 * all parameters except Signature. */
void canon_v2_string(struct buf *out, const char *method, const char *host,
		     const char *path, const char *query);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The canonical text of a request, which is what gets signed.  AWS describes it
 * in "Create a signed AWS API request" (version 4), and in its general
 * reference under "Signature version 2".  These functions make text: they use
 * no key, no clock and no hash.  Each appends to its buffer; see buf_check.
 */
#ifndef CANON_H
#define CANON_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"

/* A header to sign.  Names are lower case. */
struct canon_header {
	const char *name, *value;
};

/* A request to be signed by version 4. */
struct canon_request {
	const char *method;
	const char *path;		/* the path as sent; "" means "/" */
	const struct params *query;	/* NULL when there is no query */
	const struct canon_header *headers;	/* sorted by name */
	size_t header_count;
	const char *payload_hash;	/* SHA-256 of the body, in hex */
};

/* Parameters percent-encoded, then sorted by name and value, and joined by
 * &: the body of a POST, and what version 2 signs. */
int canon_query(struct buf *out, const struct params *params,
		struct err *err);

/* Version 4's canonical request.  The path is encoded once more than it was
 * sent, as every service but S3 requires.  Runs of spaces in header values
 * become one space. */
int canon_v4_request(struct buf *out, const struct canon_request *request,
		     struct err *err);

/* The names of the headers, joined by semicolons. */
void canon_v4_signed_headers(struct buf *out,
			     const struct canon_header *headers,
			     size_t count);

/* The credential scope, for a DAY of the form 20130524. */
void canon_v4_scope(struct buf *out, const char *day, const char *region,
		    const char *service);

/* Version 4's string to sign; STAMP has the basic format and
 * REQUEST_HASH is the canonical request's SHA-256 in hex. */
void canon_v4_string(struct buf *out, const char *stamp, const char *scope,
		     const char *request_hash);

/* Version 2's string to sign; QUERY is what canon_query makes of all
 * parameters but Signature. */
void canon_v2_string(struct buf *out, const char *method, const char *host,
		     const char *path, const char *query);

#endif

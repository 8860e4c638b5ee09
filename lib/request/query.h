/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A request to the service.  Each call of query_send signs the parameters
 * again.
 */
#ifndef QUERY_H
#define QUERY_H

#include <stdbool.h>

#include "aws/endpoint.h"
#include "aws/sign.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"
#include "http/http.h"

/* The endpoint for requests, and the signer.  The caller owns everything that
 * the pointers refer to. */
struct query_service {
	const struct endpoint *endpoint;
	const char *api_version;
	struct signer *signer;	/* signer, or NULL to send unsigned requests */
	enum sign_version signature;
	long clock_off;		/* seconds by which the service's clock is ahead
				 * (if negative: behind) */
	struct http *http;
};

/* Initialize this struct with the first two fields set and the others 0.  The
 * caller may add parameters between query_begin and query_send. */
struct query {
	http_body_fn *on_body;	/* the function that takes the replies */
	void *ctx;		/* passed to on_body; http_done returns it */
	struct params params;
	struct sign_post post;	/* the request as it was last signed */
};

/* Makes the query wipe the memory of its parameters before freeing it. */
void query_secret(struct query *q);
void query_release(struct query *q);

/* Replaces the parameters with Action and Version, for a new request. */
int query_begin(struct query *q, const struct query_service *to,
		const char *action, struct err *err);

/* Sends the request.  If TO has a signer, first signs the request with the
 * current time, corrected by clock_off.  If MAY_REPEAT is set, libcurl sends
 * the request again when a reused connection ends without a reply.  The caller
 * must not change the query until http_done returns it. */
int query_send(struct query *q, const struct query_service *to,
	       bool may_repeat, struct err *err);

/* Appends the parameters as "A=1&B=2", without URL encoding. */
void query_text(const struct query *q, struct buf *out);

#endif

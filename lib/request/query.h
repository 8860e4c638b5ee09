/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A request to the service.  Its parameters are signed again each time that it
 * is sent.
 */
#ifndef QUERY_H
#define QUERY_H

#include <stdbool.h>

#include "base/buf.h"
#include "aws/endpoint.h"
#include "base/err.h"
#include "http/http.h"
#include "base/params.h"
#include "aws/sign.h"

/* Where requests go, and who signs them.  All pointers are borrowed. */
struct query_service {
	const struct endpoint *endpoint;
	const char *api_version;
	struct signer *signer;	/* NULL: requests are not signed */
	enum sign_version signature;
	long clock_off;		/* seconds the service's clock is ahead */
	struct http *http;
};

/* Start with the first two set and the rest 0.  Parameters may be added between
 * query_begin and query_send. */
struct query {
	http_body_fn *on_body;	/* gets the replies */
	void *ctx;		/* passed to on_body; http_done returns it */
	struct params params;
	struct sign_post post;	/* the request in its latest signed form */
};

/* Makes the query wipe its memory before it frees it. */
void query_secret(struct query *q);
void query_release(struct query *q);

/* Begins another request, for ACTION. */
int query_begin(struct query *q, const struct query_service *to,
		const char *action, struct err *err);

/* Signs the request with the present time and sends it; for MAY_REPEAT see
 * http_start.  The caller must not change the query until the reply is
 * there. */
int query_send(struct query *q, const struct query_service *to,
	       bool may_repeat, struct err *err);

/* Appends the parameters in a readable form. */
void query_text(const struct query *q, struct buf *out);

#endif

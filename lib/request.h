/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A request to the service: its parameters, signed afresh each time that it
 * is sent.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdbool.h>

#include "buf.h"
#include "endpoint.h"
#include "err.h"
#include "http.h"
#include "params.h"
#include "sign.h"

/* Where requests go, and in whose name.  Borrowed. */
struct request_service {
	const struct endpoint *endpoint;
	const char *api_version;
	struct signer *signer;	/* NULL: requests are not signed */
	enum sign_version signature;
	long clock_off;		/* seconds the service's clock is ahead */
	struct http *http;
};

/* Start as `= {0}`; parameters may be added between begin and send. */
struct request {
	struct params params;
	struct sign_post post;	/* as it was sent last */
};

/* What it holds is wiped before memory is given back. */
void request_secret(struct request *q);
void request_release(struct request *q);

/* Another request, for ACTION. */
int request_begin(struct request *q, const struct request_service *to,
		  const char *action, struct err *err);

/* Signs it, with the present time, and sends it; ON_BODY gets the reply and
 * CTX names it to http_done.  For MAY_REPEAT see http_start.  The request
 * stays as it is until the reply is there. */
int request_send(struct request *q, const struct request_service *to,
		 bool may_repeat, http_body_fn *on_body, void *ctx,
		 struct err *err);

/* Appends its parameters, as people read them. */
void request_text(const struct request *q, struct buf *out);

#endif

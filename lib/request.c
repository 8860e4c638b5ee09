/* SPDX-License-Identifier: BSD-2-Clause */
/* A request to the service. */
#include "request.h"

#include <time.h>

#include "canon.h"

void request_secret(struct request *q)
{
	q->params.text.secret = true;
}

void request_release(struct request *q)
{
	params_release(&q->params);
	sign_release(&q->post);
}

int request_begin(struct request *q, const struct request_service *to,
		  const char *action, struct err *err)
{
	params_clear(&q->params);
	if (params_add(&q->params, "Action", action, err))
		return -1;
	return params_add(&q->params, "Version", to->api_version, err);
}

void request_text(const struct request *q, struct buf *out)
{
	for (size_t i = 0; i < q->params.len; i++) {
		buf_printf(out, "%s%s=", i ? "&" : "",
			   params_name(&q->params, i));
		buf_puts(out, params_value(&q->params, i));
	}
}

/* The body, signed unless nobody is to sign it. */
static int make_post(struct request *q, const struct request_service *to,
		     struct err *err)
{
	if (to->signer)
		return sign_post(to->signer, &q->params,
				 time(NULL) + to->clock_off, &q->post, err);
	q->post.body.secret = true;
	buf_clear(&q->post.body);
	return canon_query(&q->post.body, &q->params, err);
}

int request_send(struct request *q, const struct request_service *to,
		 bool may_repeat, http_body_fn *on_body, void *ctx,
		 struct err *err)
{
	struct http_header headers[] = {
		{ "Content-Type", SIGN_CONTENT_TYPE },
		{ "Host", buf_str(&to->endpoint->url.host) },
		{ "X-Amz-Date", NULL },
		{ "Authorization", NULL },
		{ "X-Amz-Security-Token", NULL },
	};
	struct http_request request = {
		.method = "POST", .url = buf_str(&to->endpoint->text),
		.headers = headers, .header_count = 2,
		.may_repeat = may_repeat, .on_body = on_body, .ctx = ctx,
	};

	if (make_post(q, to, err))
		return -1;
	request.body = q->post.body.data;
	request.body_len = q->post.body.len;
	if (to->signer && to->signature == SIGN_V4) {
		headers[2].value = buf_str(&q->post.stamp);
		headers[3].value = buf_str(&q->post.authorization);
		headers[4].value = buf_str(&q->post.token);
		request.header_count = q->post.token.len ? 5 : 4;
	}
	return http_start(to->http, &request, err);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/query.h"

#include <time.h>

#include "aws/canon.h"

/* query_begin frees the memory of a body of more than this many bytes. */
enum { BODY_KEPT_MAX = 256 * 1024 };

void query_secret(struct query *q)
{
	q->params.text.secret = true;
}

void query_release(struct query *q)
{
	params_release(&q->params);
	sign_release(&q->post);
}

int query_begin(struct query *q, const struct query_service *to,
		const char *action, struct err *err)
{
	params_clear(&q->params);
	if (q->post.body.cap > BODY_KEPT_MAX)
		buf_release(&q->post.body);
	if (params_add(&q->params, "Action", action, err))
		return -1;
	return params_add(&q->params, "Version", to->api_version, err);
}

void query_text(const struct query *q, struct buf *out)
{
	for (size_t i = 0; i < q->params.len; i++) {
		buf_printf(out, "%s%s=", i ? "&" : "",
			   params_name(&q->params, i));
		buf_puts(out, params_value(&q->params, i));
	}
}

static int make_post(struct query *q, const struct query_service *to,
		     struct err *err)
{
	if (to->signer)
		return sign_post(to->signer, &q->params,
				 time(NULL) + to->clock_off, &q->post, err);
	q->post.body.secret = true;
	buf_clear(&q->post.body);
	return canon_query(&q->post.body, &q->params, err);
}

int query_send(struct query *q, const struct query_service *to,
	       bool may_repeat, struct err *err)
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
		.proxy = to->endpoint->proxy, .may_repeat = may_repeat,
		.on_body = q->on_body, .ctx = q->ctx,
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

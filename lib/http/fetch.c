/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/fetch.h"

#include <signal.h>
#include <stdbool.h>
#include <time.h>

#include "http/retry.h"

/* Maximum milliseconds between two checks of *stop during an attempt. */
enum { WAIT_MS = 1000 };

static int on_fetch_body(void *ctx, long status, const char *data, size_t len,
			 struct err *err)
{
	struct buf *out = ctx;

	buf_append(out, data, len);
	return buf_check(out, "reply", err);
}

int fetch_attempt(struct http *http, const struct http_request *request,
		  const volatile sig_atomic_t *stop, struct http_reply *reply,
		  struct err *err)
{
	void *ctx;

	if (http_start(http, request, err))
		return -1;
	while (!http_done(http, &ctx, reply)) {
		int rc = stop && *stop ? err_set(err, "interrupted")
				       : http_wait(http, -1, WAIT_MS, err);

		if (rc) {
			http_cancel_all(http);
			return -1;
		}
	}
	return 0;
}

static bool may_succeed_later(const struct http_reply *reply)
{
	if (reply->failure != HTTP_WHOLE)
		return !retry_useless(reply);
	return reply->status == 429 || reply->status >= 500;
}

static void pause_ms(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	(void)nanosleep(&t, NULL);
}

int fetch_get(struct http *http, const struct fetch *fetch, struct buf *out,
	      long *status, struct err *err)
{
	struct http_request request = {
		.method = "GET", .url = fetch->url,
		.headers = fetch->headers,
		.header_count = fetch->header_count,
		.on_body = on_fetch_body, .ctx = out,
	};
	struct http_reply reply = { 0 };

	if (fetch->body) {
		request.method = "POST";
		request.body = fetch->body->data;
		request.body_len = fetch->body->len;
	}
	out->max = FETCH_MAX;
	for (int n = 1;; n++) {
		buf_clear(out);
		if (fetch_attempt(http, &request, fetch->stop, &reply, err))
			return -1;
		if (n >= fetch->attempts || !may_succeed_later(&reply))
			break;
		/* A signal interrupts the pause. */
		if (!*fetch->stop)
			pause_ms(fetch->wait_ms);
		if (*fetch->stop)
			return err_set(err, "interrupted");
	}
	*status = reply.status;
	if (reply.failure == HTTP_WHOLE)
		return 0;
	*err = reply.err;
	return -1;
}

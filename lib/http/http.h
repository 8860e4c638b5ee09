/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sends HTTP requests with one libcurl multi handle.
 *
 * Any number of requests can run at the same time.  libcurl keeps connections
 * alive and reuses them.  We send only HTTP/1.1 (RFC 9112), require TLS 1.2 or
 * later for https, always verify certificates, and do not follow redirects.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>

#include "base/err.h"
#include "http/message.h"

struct http;

/* Creates a struct http, and confines the process if SETTINGS has `confine`.
 * The strings in SETTINGS must remain valid until the caller calls http_free,
 * which accepts NULL.  The first call in a process must come before other
 * threads start, because it initializes libcurl. */
int http_new(struct http **out, const struct http_settings *settings,
	     struct err *err);
void http_free(struct http *h);

/* Adds a request, which the next call of http_wait starts.  If REQUEST has
 * `may_repeat` set, libcurl sends the request again on a new connection when a
 * reused connection ends without a reply.  With this flag, libcurl also sends
 * the body with the headers, which saves a packet.  Without `may_repeat`,
 * libcurl never sends a body twice. */
int http_start(struct http *h, const struct http_request *request,
	       struct err *err);

/* Cancels all requests that http_done has not returned. */
void http_cancel_all(struct http *h);

/* Waits up to TIMEOUT_MS milliseconds for network activity, or for data on the
 * file descriptor FD unless FD is -1.  After the wait, sends and receives as
 * much as possible without blocking. */
int http_wait(struct http *h, int fd, int timeout_ms, struct err *err);

/* Removes the next finished request, and sets *CTX to the request's `ctx` and
 * *REPLY to the request's result.  Returns false if no request has finished. */
bool http_done(struct http *h, void **ctx, struct http_reply *reply);

#endif

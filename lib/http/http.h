/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * HTTP requests over one libcurl multi handle.
 *
 * Any number of requests can be under way at once; connections are kept alive
 * and reused.  TLS 1.2 or later, always verified.  Redirects are not followed.
 * HTTP/1.1 (RFC 9112) only.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>

#include "base/err.h"
#include "http/message.h"

struct http;

/* SETTINGS' strings must outlive the struct, which the caller frees.  Make a
 * process's first one before other threads start, since libcurl initialises
 * itself. */
int http_new(struct http **out, const struct http_settings *settings,
	     struct err *err);
void http_free(struct http *h);

/* Starts a request.  If it `may_repeat`, libcurl sends it again on a new
 * connection when a kept one ends without a reply, and sends its body together
 * with its headers, which saves a packet.  Otherwise libcurl never sends it
 * twice. */
int http_start(struct http *h, const struct http_request *request,
	       struct err *err);

/* Gives up the requests that are under way. */
void http_cancel_all(struct http *h);

/* Waits up to TIMEOUT_MS until something happens on the network, or FD becomes
 * readable (unless it is -1).  Then sends and receives what is possible without
 * waiting. */
int http_wait(struct http *h, int fd, int timeout_ms, struct err *err);

/* Takes the next finished request: its ctx, and how it ended.  False when no
 * request has finished. */
bool http_done(struct http *h, void **ctx, struct http_reply *reply);

#endif

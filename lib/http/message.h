/* SPDX-License-Identifier: BSD-2-Clause */
/* Defines an HTTP request, its result, and the settings of a struct http. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "http/head.h"
#include "system/confine.h"

/* The maximum number of bytes of a reply's body.  head.h has the limits for the
 * head. */
#define HTTP_BODY_MAX (16LL * 1024 * 1024 * 1024)

/* The default timeout in seconds for one request, from its start to the last
 * byte of the reply. */
enum { HTTP_REPLY_SECONDS = 15 * 60 };

struct http_settings {
	long connect_seconds;	/* timeout for connecting, including the TLS
				 * handshake */
	long idle_seconds;	/* timeout for a connection without data in
				 * either direction */
	long reply_seconds;	/* timeout for a request, or 0 for
				 * HTTP_REPLY_SECONDS */
	const char *ca_bundle;	/* path of a file of certificate authorities, or
				 * NULL for those of the system.  http_new
				 * replaces variables and ~ in the path. */
	const char *proxy;	/* URL of the proxy, or NULL or "" for a direct
				 * connection; proxy.h finds it in the
				 * environment */
	const char *user_agent;
	struct confine *confine;	/* confinement that http_new applies, or
					 * NULL */
};

/* Says how an attempt ended. */
enum http_failure {
	HTTP_WHOLE,		/* a complete reply was received */
	HTTP_NO_HOST,		/* no address was found for the name of the host
				 * or of the proxy */
	HTTP_NO_CONNECTION,	/* connection refused, host unreachable,
				 * connection timeout, or no tunnel because the
				 * proxy hung up */
	HTTP_NO_FILES,		/* too many open files in this process or on
				 * this machine */
	HTTP_NO_TUNNEL,		/* the proxy refused CONNECT */
	HTTP_UNVERIFIED,	/* the certificate of the endpoint or the proxy
				 * cannot be trusted */
	HTTP_NO_TLS,		/* the TLS handshake failed */
	HTTP_TLS_REFUSED,	/* the TLS handshake failed for a reason such as
				 * no common TLS version, so a retry would fail
				 * too */
	HTTP_TIMED_OUT,		/* timeout after connecting: idle_seconds or
				 * reply_seconds have passed */
	HTTP_BROKEN,		/* the connection ended before the reply was
				 * complete, or the reply is malformed or has a
				 * header line that is too long for libcurl */
	HTTP_REJECTED,		/* on_body rejected the reply, or the reply
				 * exceeded a limit of head.h or
				 * HTTP_BODY_MAX */
	HTTP_FAILED,		/* any other failure, usually on this machine */
};

struct http_header {
	const char *name, *value;	/* value, or NULL to suppress a header
					 * that libcurl would send */
};

/* A callback that receives the next LEN bytes of the body of a reply with the
 * HTTP status STATUS.  If the callback fails, the request ends as HTTP_REJECTED
 * with the callback's error. */
typedef int http_body_fn(void *ctx, long status, const char *data,
			 size_t len, struct err *err);

/* A request.  The caller owns all memory.  `body`, `proxy` and `ctx` must be
 * valid until the request is finished or canceled.  The other strings must be
 * valid until http_start returns. */
struct http_request {
	const char *method;	/* "POST", or the name of a method that sends no
				 * body */
	const char *url;
	const struct http_header *headers;
	size_t header_count;
	const char *body;
	size_t body_len;
	const char *proxy;	/* URL of the proxy, "" for a direct connection,
				 * or NULL for the proxy of the settings */
	bool may_repeat;	/* libcurl may repeat the request: see
				 * http_start */
	http_body_fn *on_body;
	void *ctx;		/* argument for `on_body`; http_done returns
				 * this pointer */
};

/* The result of a request. */
struct http_reply {
	enum http_failure failure;
	long status;		/* HTTP status, or 0 if no valid status line was
				 * received */
	long proxy_status;	/* HTTP status of the proxy's reply to CONNECT,
				 * or 0 if there was none */
	bool kept;		/* the request made no new connection */
	const char *proxy;	/* URL of the proxy, or "" for a direct
				 * connection */
	struct head head;
	struct err err;		/* the error, unless `failure` is HTTP_WHOLE; it
				 * may have a hint */
};

#endif

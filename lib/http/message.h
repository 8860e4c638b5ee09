/* SPDX-License-Identifier: BSD-2-Clause */
/* An HTTP request, the settings for making it, and how it ended. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "http/head.h"
#include "system/confine.h"

/* Most bytes of one reply's body; head.h has the limits of its head. */
#define HTTP_BODY_MAX (16LL * 1024 * 1024 * 1024)

/* Most seconds for one request, from its start to the reply's last byte, unless
 * the settings have another number. */
enum { HTTP_REPLY_SECONDS = 15 * 60 };

struct http_settings {
	long connect_seconds;	/* seconds until there is a connection, with
				 * TLS */
	long idle_seconds;	/* seconds without a byte in either direction */
	long reply_seconds;	/* seconds for a request; 0:
				 * HTTP_REPLY_SECONDS */
	const char *ca_bundle;	/* a path for expand_path; NULL: the system's */
	const char *proxy;	/* URL; NULL or "": no proxy; we do not read the
				 * environment: see proxy.h */
	const char *user_agent;
	struct confine *confine;	/* applied before anything is sent;
					 * NULL: do not confine */
};

/* How an attempt ended. */
enum http_failure {
	HTTP_WHOLE,		/* a whole reply has come */
	HTTP_NO_HOST,		/* the host name has no address */
	HTTP_NO_CONNECTION,	/* connection refused, host unreachable, or no
				 * connection in time */
	HTTP_NO_FILES,		/* this process, or this machine, has too many
				 * files open */
	HTTP_NO_TUNNEL,		/* the proxy refused to connect */
	HTTP_UNVERIFIED,	/* the certificate cannot be trusted */
	HTTP_NO_TLS,		/* the handshake broke off */
	HTTP_TLS_REFUSED,	/* the two sides cannot agree on TLS: another
				 * attempt would fail too */
	HTTP_TIMED_OUT,		/* there was a connection, but the reply did not
				 * come in time */
	HTTP_BROKEN,		/* the connection ended within the reply */
	HTTP_REJECTED,		/* on_body or a bound rejected the reply */
	HTTP_FAILED,		/* something on our side failed */
};

struct http_header {
	const char *name, *value;	/* value NULL: do not send this
					 * header */
};

/* Takes the next bytes of a body whose reply has STATUS.  A failure ends the
 * request as HTTP_REJECTED, with this error. */
typedef int http_body_fn(void *ctx, long status, const char *data,
			 size_t len, struct err *err);

/* A request.  All is borrowed: the strings until http_start returns, the
 * body and CTX until the request is done or cancelled. */
struct http_request {
	const char *method;	/* "POST", or a method without a body */
	const char *url;
	const struct http_header *headers;
	size_t header_count;
	const char *body;
	size_t body_len;
	const char *proxy;	/* the proxy; "": none; NULL: that of the
				 * settings; must outlive the request */
	bool may_repeat;	/* see http_start */
	http_body_fn *on_body;
	void *ctx;		/* for on_body; http_done returns it too */
};

/* How a request ended. */
struct http_reply {
	enum http_failure failure;
	long status;		/* 0 when no status line came */
	long proxy_status;	/* a proxy's answer to CONNECT; 0: none */
	bool kept;		/* the connection had been used before */
	const char *proxy;	/* the proxy that was used; "": none */
	struct head head;
	struct err err;		/* why the request failed, unless HTTP_WHOLE;
				 * has a hint about certificates */
};

#endif

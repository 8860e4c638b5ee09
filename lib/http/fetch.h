/* SPDX-License-Identifier: BSD-2-Clause */
/* Fetches one small document by GET or POST, with as many attempts as
 * needed. */
#ifndef FETCH_H
#define FETCH_H

#include <signal.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "http/http.h"

/* The longest document. */
enum { FETCH_MAX = 1024 * 1024 };

/* What to get; all borrowed. */
struct fetch {
	const char *url;
	const struct http_header *headers;
	size_t header_count;
	const struct buf *body;	/* body of a POST; NULL: the request is a GET */
	int attempts;		/* most attempts; only silence, 429 and 5xx lead
				 * to another one */
	long wait_ms;		/* milliseconds between two attempts */
	const volatile sig_atomic_t *stop;	/* the fetch fails once *stop is
						 * set */
};

/* Sends REQUEST and waits until it ends or a signal sets *STOP; STOP may be
 * NULL.  Fails only if REQUEST could not be sent or was stopped: any other end
 * is in REPLY. */
int fetch_attempt(struct http *http, const struct http_request *request,
		  const volatile sig_atomic_t *stop, struct http_reply *reply,
		  struct err *err);

/* Replaces the content of OUT by the reply's body, and sets *STATUS to the
 * reply's status, whatever it is.  Fails when no reply came.  The error does
 * not show the URL. */
int fetch_get(struct http *http, const struct fetch *fetch, struct buf *out,
	      long *status, struct err *err);

#endif

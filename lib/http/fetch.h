/* SPDX-License-Identifier: BSD-2-Clause */
/* Fetches one small document by GET or POST, and retries failed attempts. */
#ifndef FETCH_H
#define FETCH_H

#include <signal.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "http/http.h"

/* The maximum size of a document in bytes. */
enum { FETCH_MAX = 1024 * 1024 };

/* A request for a document.  The caller owns everything that the request points
 * to. */
struct fetch {
	const char *url;
	const struct http_header *headers;
	size_t header_count;
	const struct buf *body;	/* body of a POST, or NULL for a GET */
	int attempts;		/* maximum number of attempts.  Status 429,
				 * status 5xx, and most failures to get a
				 * complete reply cause a retry. */
	long wait_ms;		/* pause between two attempts in milliseconds */
	const volatile sig_atomic_t *stop;	/* the fetch fails if *stop
						 * becomes non-zero; must not be
						 * NULL */
};

/* Makes one attempt: sends REQUEST and waits for the reply.  HTTP must not have
 * other requests.  Fails if libcurl cannot start or continue the request, or if
 * a signal handler sets *STOP first.  Reports every other failure in REPLY.
 * STOP may be NULL. */
int fetch_attempt(struct http *http, const struct http_request *request,
		  const volatile sig_atomic_t *stop, struct http_reply *reply,
		  struct err *err);

/* Replaces the content of OUT with the reply's body, and sets *STATUS to the
 * reply's HTTP status.  HTTP must not have other requests.  Succeeds also if
 * the HTTP status is an error.  Fails if the last attempt did not get a
 * complete reply, or if *stop is set first.  The error does not contain the
 * URL. */
int fetch_get(struct http *http, const struct fetch *fetch, struct buf *out,
	      long *status, struct err *err);

#endif

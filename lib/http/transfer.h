/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One request on an easy handle of libcurl's, which is kept from one request to
 * the next.  Only http.c uses this; http.h is for other callers.
 */
#ifndef TRANSFER_H
#define TRANSFER_H

#include "base/buf.h"
#include "http/message.h"

struct curl_slist;

/* One request, and the easy handle that it uses. */
struct transfer {
	void *easy;			/* libcurl's handle */
	struct buf lines;		/* the request's header lines, as
					 * strings */
	struct curl_slist *headers;	/* the same lines as libcurl's list, in
					 * an array */
	struct transfer *next;		/* link in one of the lists of struct
					 * http */
	http_body_fn *on_body;
	void *ctx;
	const char *body;		/* the part of the body that is left to
					 * send */
	size_t body_left, body_len;
	long long moved_ms;		/* when we last saw bytes come or go */
	long long bytes;		/* bytes in both directions so far */
	long long body_bytes;
	struct http_reply reply;
	bool rejected;			/* a callback ended the transfer;
					 * reply.err says why */
	char *words;			/* libcurl's error message, or "" */
};

/* A transfer with an easy handle that is set up by SETTINGS; NULL when there is
 * no memory, or libcurl refuses.  The caller frees. */
struct transfer *transfer_new(const struct http_settings *settings);
void transfer_free(struct transfer *t);

/* Makes T, new or used before, ready for REQUEST, which is borrowed as
 * http_start says.  LOOK_UP: look the host's name up again, whatever libcurl's
 * cache has.  The caller has set reply.proxy. */
int transfer_begin(struct transfer *t, const struct http_request *request,
		   bool look_up, struct err *err);

/* Whether the whole request was sent: a server may reply before it has read
 * all. */
bool transfer_sent_whole(const struct transfer *t);

/* Whether the connection has been silent for IDLE_SECONDS.  Time counts up to
 * READ_MS, the last read: bytes that came while the process was stopped or busy
 * have not been read yet. */
bool transfer_is_silent(struct transfer *t, long long read_ms,
			long idle_seconds);

#endif

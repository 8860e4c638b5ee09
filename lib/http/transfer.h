/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs one request on a libcurl easy handle, which later requests can reuse.
 * Only http.c uses this header.
 */
#ifndef TRANSFER_H
#define TRANSFER_H

#include "base/buf.h"
#include "http/message.h"

struct curl_slist;

/* A request with its easy handle. */
struct transfer {
	void *easy;			/* libcurl easy handle */
	struct buf lines;		/* header lines of the request, each
					 * terminated by a NUL */
	struct curl_slist *headers;	/* the same lines as a list for libcurl,
					 * stored in an array */
	struct transfer *next;		/* next element in one of the lists in
					 * struct http */
	http_body_fn *on_body;
	void *ctx;
	const char *body;		/* unsent part of the body; unused if
					 * libcurl has the whole body
					 * (may_repeat) */
	size_t body_left, body_len;	/* bytes at `body`, and of the whole
					 * body */
	long long moved_ms;		/* time of transfer_begin, or of the
					 * last check that found new data or no
					 * connection yet */
	long long bytes;		/* number of bytes sent and received up
					 * to that check */
	long long body_bytes;		/* bytes received of the reply's body */
	struct http_reply reply;
	bool rejected;			/* a callback ended the transfer and set
					 * reply.err */
	char *words;			/* error message of libcurl, or "" */
};

/* Creates a transfer whose easy handle has the options for SETTINGS.  Returns
 * NULL if memory runs out or libcurl rejects an option.  The caller frees the
 * transfer with transfer_free. */
struct transfer *transfer_new(const struct http_settings *settings);
void transfer_free(struct transfer *t);

/* Prepares T, which may be new or reused, for REQUEST.  If LOOK_UP is set,
 * libcurl ignores its DNS cache and looks up the host again.  The caller has
 * set reply.proxy. */
int transfer_begin(struct transfer *t, const struct http_request *request,
		   bool look_up, struct err *err);

/* Returns whether libcurl has sent the complete body.  A server may reply
 * before it has read the complete body. */
bool transfer_sent_whole(const struct transfer *t);

/* Returns whether the connection has been idle for IDLE_SECONDS.  Returns false
 * while there is no connection.  Measures the time up to READ_MS, the time of
 * the last read, because data may have arrived since then. */
bool transfer_is_silent(struct transfer *t, long long read_ms,
			long idle_seconds);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Converts libcurl's error code and its information about a connection to an
 * http_failure, an error and a hint.
 *
 * In all functions, EASY is the transfer's easy handle.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include <stdbool.h>

#include "http/message.h"

/* Facts about the transfer that the easy handle does not provide.  The caller
 * owns the strings. */
struct outcome_facts {
	bool rejected;		/* a callback ended the transfer and set the
				 * reply's `err` */
	const char *words;	/* libcurl's error buffer */
	const char *ca_bundle;	/* ca_bundle from the settings, or NULL */
};

/* Returns whether the transfer had a connection to the endpoint, possibly
 * through a proxy.  If not, the endpoint has received no part of the
 * request. */
bool outcome_connected(void *easy);

/* Sets `failure`, `status`, `proxy_status`, `kept` and `err` in REPLY, after
 * libcurl has ended the transfer with the CURLcode CODE.  The caller has set
 * `head` and `proxy`, and has set `failure` to HTTP_WHOLE.  If a callback ended
 * the transfer, the callback has set `err`. */
void outcome_find(void *easy, int code, const struct outcome_facts *facts,
		  struct http_reply *reply);

#endif

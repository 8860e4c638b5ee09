/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds out how a transfer of libcurl's ended.  Turns libcurl's codes, and what
 * it knows of the connection, into an http_failure, an error and a hint.
 *
 * EASY is the transfer's easy handle.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include <stdbool.h>

#include "http/message.h"

/* What libcurl does not know.  Borrowed. */
struct outcome_facts {
	bool rejected;		/* a callback ended the transfer; the reply's
				 * err says why */
	const char *words;	/* libcurl's error buffer */
	const char *ca_bundle;	/* the settings' ca_bundle, or NULL */
};

/* Whether there was a connection.  If not, nothing was sent. */
bool outcome_connected(void *easy);

/* Fills in REPLY's failure, statuses, `kept` and err, once libcurl has ended
 * the transfer with CODE.  REPLY has the head that came, and the proxy. */
void outcome_find(void *easy, int code, const struct outcome_facts *facts,
		  struct http_reply *reply);

#endif

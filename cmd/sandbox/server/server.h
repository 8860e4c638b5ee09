/* SPDX-License-Identifier: BSD-2-Clause */
/* An HTTP server, which reads requests and lets a site answer them. */
#ifndef SERVER_H
#define SERVER_H

#include "base/err.h"
#include "message/site.h"
#include "server/address.h"

struct server_config {
	const struct address *address;	/* server_stop closes its socket */
	const char *cert, *key;		/* PEM files, or NULL without TLS */
	struct site site;
	long delay_ms;			/* delay of answers, not of /health */
	size_t servers;			/* servers in this process, which share
					 * the limit of open files */
};

struct server;

/* Starts a thread that serves until server_stop, which accepts NULL too.  Only
 * that thread calls functions of the site, except for `prepare`.  The server
 * borrows what CONFIG points to.  The caller first blocks the signals that the
 * thread must not get. */
int server_start(struct server **out, const struct server_config *config,
		 struct err *err);
void server_stop(struct server *server);

#endif

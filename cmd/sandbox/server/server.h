/* SPDX-License-Identifier: BSD-2-Clause */
/* An HTTP server: it reads requests, and a site answers them. */
#ifndef SERVER_H
#define SERVER_H

#include "base/err.h"
#include "message/site.h"
#include "server/address.h"

struct server_config {
	const struct address *address;	/* socket, which the server closes */
	const char *cert, *key;		/* PEM files; NULL: no TLS */
	struct site site;
	long delay_ms;			/* milliseconds before each answer */
	size_t servers;			/* servers in this process, which share
					 * its limit of open files */
};

struct server;

/* Serves in one thread of its own until server_stop, which takes NULL too.
 * That thread alone calls the site.  What CONFIG points to is borrowed.
 * Signals that must not reach the thread have to be blocked in the caller. */
int server_start(struct server **out, const struct server_config *config,
		 struct err *err);
void server_stop(struct server *server);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A scripted HTTP server on 127.0.0.1, in threads of the test itself.
 *
 * Every request takes the first reply of the script that fits it and is not
 * used up; one that none fits is answered with 418.  All requests are kept,
 * to be looked at when the server has been stopped.
 */
#ifndef SERVER_H
#define SERVER_H

#include <stdbool.h>
#include <stddef.h>

/* How a connection goes on behind a reply. */
enum server_end {
	SERVER_KEEP,	/* for the next request */
	SERVER_CLOSE,	/* closed behind the reply */
	SERVER_CUT,	/* closed within it: see `cut` */
	SERVER_DROP,	/* closed without one */
};

struct server_reply {
	const char *when;	/* text that the request holds; NULL: any */
	int times;		/* how often it may be used; 0: ever */
	int status;		/* 0: 200 */
	const char *headers;	/* more of them, each with CRLF, or NULL */
	const char *body;	/* or NULL */
	const char *raw;	/* in place of all that: the bytes to send,
				 * after which the connection is closed */
	size_t flood;		/* bytes of further headers, at least */
	int after_closed;	/* held until the client has closed so many
				 * connections, having read what came */
	int after_requests;	/* and until so many have come */
	int delay_ms;		/* and then, before the first byte */
	long clock_off;		/* seconds that its Date is ahead */
	bool dateless;		/* no Date */
	enum server_end end;
	size_t cut;		/* bytes of the body that are sent */
};

struct server;

/* Starts; fails the test when that is impossible.  The script is borrowed. */
struct server *server_start(const struct server_reply *script, size_t count);

/* Stops; what was seen can still be asked. */
void server_stop(struct server *s);
void server_free(struct server *s);

/* "http://127.0.0.1:PORT/". */
const char *server_url(const struct server *s);

/* All that follow, only of a server that was stopped. */

/* The requests, in the order in which they came, as they came. */
size_t server_count(const struct server *s);
const char *server_request(const struct server *s, size_t i);

/* How many hold TEXT. */
size_t server_holding(const struct server *s, const char *text);

size_t server_connections(const struct server *s);

/* The most requests that were under way at once. */
size_t server_most(const struct server *s);

#endif

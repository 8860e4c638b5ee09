/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A scripted HTTP server on 127.0.0.1, which runs in threads of the test.
 *
 * Every request gets the first reply of the script that fits the request and is
 * not used up.  A request that no reply fits gets status 418.  The server keeps
 * all requests.  The test reads the requests after server_stop.
 */
#ifndef SERVER_H
#define SERVER_H

#include <stdbool.h>
#include <stddef.h>

/* What the server does with the connection of a request. */
enum server_end {
	SERVER_KEEP,	/* keeps it open for the next request */
	SERVER_CLOSE,	/* closes it after the reply */
	SERVER_CUT,	/* closes it within the reply, as `cut` says */
	SERVER_DROP,	/* closes it without a reply */
};

struct server_reply {
	const char *when;	/* text that the request must have; NULL allows
				 * any request */
	int times;		/* number of allowed uses; 0 means no limit */
	int status;		/* HTTP status; 0 means 200 */
	const char *headers;	/* further header lines, each with CRLF, or
				 * NULL */
	const char *body;	/* the body, or NULL */
	const char *raw;	/* NULL, or all bytes of the reply, in place of
				 * its status, headers and body; the server then
				 * closes the connection */
	size_t flood;		/* minimum number of bytes of headers to add */
	/* The server waits for these three conditions before it sends the first
	 * byte or closes the connection.  N is the value of the field. */
	int after_closed;	/* the client has closed N connections */
	int after_requests;	/* N requests have come */
	int delay_ms;		/* N more milliseconds have passed */
	long clock_off;		/* seconds that the Date is ahead */
	bool dateless;		/* send no Date */
	enum server_end end;
	size_t cut;		/* bytes of the body to send with SERVER_CUT */
};

struct server;

/* Starts a server.  SCRIPT must stay valid until the server stops.  Aborts the
 * test if the server cannot start.  The caller frees the server with
 * server_free. */
struct server *server_start(const struct server_reply *script, size_t count);

/* Stops the server.  The test can still read the server's requests. */
void server_stop(struct server *s);
void server_free(struct server *s);

/* Returns the URL, "http://127.0.0.1:PORT/". */
const char *server_url(const struct server *s);

/* Call the functions below only after server_stop. */

/* Returns the number of requests. */
size_t server_count(const struct server *s);

/* Returns the request with index I, unchanged.  Requests are in the order of
 * arrival. */
const char *server_request(const struct server *s, size_t i);

/* Returns the number of requests that have TEXT. */
size_t server_holding(const struct server *s, const char *text);

size_t server_connections(const struct server *s);

/* Returns the largest number of requests that were under way at once. */
size_t server_most(const struct server *s);

#endif

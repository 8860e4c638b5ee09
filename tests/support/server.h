/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A scripted HTTP server on 127.0.0.1, in threads of the test.
 *
 * Every request gets the first reply of the script that fits it and is not used
 * up.  A request that no reply fits gets status 418.  The server keeps all
 * requests; read them after it was stopped.
 */
#ifndef SERVER_H
#define SERVER_H

#include <stdbool.h>
#include <stddef.h>

/* What happens to a connection after a reply. */
enum server_end {
	SERVER_KEEP,	/* stays open for the next request */
	SERVER_CLOSE,	/* is closed after the reply */
	SERVER_CUT,	/* is closed within the reply: see `cut` */
	SERVER_DROP,	/* is closed without a reply */
};

struct server_reply {
	const char *when;	/* text that the request holds; NULL: any */
	int times;		/* how often it may be used; 0: without limit */
	int status;		/* 0: 200 */
	const char *headers;	/* further header lines, each with CRLF, or
				 * NULL */
	const char *body;	/* or NULL */
	const char *raw;	/* NULL, or all bytes of the reply, in place of
				 * the above; then the connection is closed */
	size_t flood;		/* send at least that many bytes of headers */
	/* The server waits for these three before the first byte. */
	int after_closed;	/* the client has closed N connections */
	int after_requests;	/* N requests have come */
	int delay_ms;		/* N more milliseconds have passed */
	long clock_off;		/* seconds that the Date is ahead */
	bool dateless;		/* send no Date */
	enum server_end end;
	size_t cut;		/* bytes of the body that are sent */
};

struct server;

/* Starts the server; the test fails if that is impossible.  The script is
 * borrowed. */
struct server *server_start(const struct server_reply *script, size_t count);

/* Stops the server; its requests can still be read. */
void server_stop(struct server *s);
void server_free(struct server *s);

/* The URL, "http://127.0.0.1:PORT/". */
const char *server_url(const struct server *s);

/* Call the functions below only after server_stop. */

/* The unchanged requests, in the order in which they came. */
size_t server_count(const struct server *s);
const char *server_request(const struct server *s, size_t i);

/* How many requests hold TEXT. */
size_t server_holding(const struct server *s, const char *text);

size_t server_connections(const struct server *s);

/* The most requests that were under way at once. */
size_t server_most(const struct server *s);

#endif

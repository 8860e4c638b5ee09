/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The connections of a server, and their limits.  Without these limits, a
 * client could shut out other clients by holding many idle connections.
 *
 * When there are too many connections, the server closes the one that has gone
 * longest without progress: a request that begins, is complete, or is answered.
 * When a body makes all arriving bodies together exceed their limit, the server
 * closes other connections that are sending a body.  A request must also be
 * complete within a time limit, even if bytes keep arriving.
 *
 * Only the server's one thread may call these functions.
 */
#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>

/* The time limit in seconds.  It applies from the start of the connection, or
 * the previous answer, to the first line of a request, and again from that line
 * to the end of the request. */
enum { PLACES_SECONDS = 12 };

/* The limit in bytes for all bodies that are arriving. */
enum { PLACES_BODIES_MAX = 32 * 1024 * 1024 };

/* Room for connections that are shut down but not yet closed. */
enum { PLACES_LEAVING = 32 };

struct place {
	struct place *next, *previous;
	int fd;
	bool listed;		/* this connection may be closed to make room */
	bool receiving;		/* the time limit applies */
	long since;		/* start of time limit, monotonic seconds */
	size_t body_bytes;	/* bytes of the body that have arrived */
};

/* The connections that the server may close to make room, in the order of their
 * last progress.  Initialize this struct with `= { 0 }`. */
struct places {
	struct place *first, *last;
	size_t count, max;	/* number of these connections; its limit */
	size_t body_bytes;	/* bytes of all bodies that are arriving */
	long checked;		/* time of the last check, monotonic seconds */
};

/* Returns the largest number of connections for each of SERVERS servers.  The
 * limit of open files may reduce the number. */
size_t places_room(size_t servers);

/* Adds a new connection.  Returns NULL if memory runs out.  The functions below
 * do nothing if PLACE is NULL. */
struct place *places_enter(struct places *p, int fd);

/* Removes a closed connection and frees PLACE. */
void places_leave(struct places *p, struct place *place);

/* Restarts the time limit.  Call this function when a request has begun, and
 * when its answer has been sent. */
void places_renew(struct places *p, struct place *place);

/* Counts BYTES more bytes of a body. */
void places_add_body(struct places *p, struct place *place, size_t bytes);

/* Ends the time limit.  Call this function when the request is complete. */
void places_complete(struct places *p, struct place *place);

/* Keeps the server from closing the connection until places_renew.  Call this
 * function when the answer has to wait. */
void places_keep(struct places *p, struct place *place);

#endif

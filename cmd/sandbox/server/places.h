/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The connections of a server.  Limits keep a client that holds many idle
 * connections from shutting out the others.
 *
 * The number of connections is limited.  When one more comes, the server closes
 * the connection whose last complete request is the oldest.  It does the same
 * when the bodies being received take too much memory.  A request must also
 * be complete within a time limit, however often bytes of it arrive.
 *
 * Only the server's one thread may call these functions.
 */
#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>

/* Time limit in seconds: from the connection, or the previous answer, to the
 * request's first line, and again from there to its end. */
enum { PLACES_SECONDS = 12 };

/* Limit in bytes of all bodies being received. */
enum { PLACES_BODIES_MAX = 32 * 1024 * 1024 };

/* Most connections that the server has shut down but not yet closed. */
enum { PLACES_LEAVING = 32 };

/* A connection. */
struct place {
	struct place *next, *previous;
	int fd;
	bool listed;		/* may be closed to make room */
	bool waited_for;	/* a request is incomplete */
	long since;		/* seconds of the monotonic clock */
	size_t held;		/* bytes of the body that is coming in */
};

/* The connections that may be closed to make room, the longest silent first.
 * Starts as `= {0}`. */
struct places {
	struct place *first, *last;
	size_t count, max;
	size_t held;
	long looked;		/* when time limits were last checked */
};

/* The most connections for each of SERVERS servers: a few hundred, or fewer if
 * this process may not open that many files. */
size_t places_room(size_t servers);

/* Adds a new connection; NULL if there is no memory.  The functions below do
 * nothing for a NULL place. */
struct place *places_enter(struct places *p, int fd);

/* Removes a closed connection and frees PLACE. */
void places_leave(struct places *p, struct place *place);

/* A request has begun, or its answer has been sent: restarts the time
 * limit. */
void places_renew(struct places *p, struct place *place);

/* Counts BYTES more of a body. */
void places_hold(struct places *p, struct place *place, size_t bytes);

/* Call it when the request is complete. */
void places_satisfied(struct places *p, struct place *place);

/* Call it while the client waits for our answer: keeps the connection until
 * places_renew. */
void places_keep(struct places *p, struct place *place);

#endif

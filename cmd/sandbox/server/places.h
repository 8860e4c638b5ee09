/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The connections of a server, so that nobody can keep the others out by
 * holding many and saying little.
 *
 * There is room for so many; when one more comes, the one from which nothing
 * whole has come for longest goes.  The same when the bodies that have begun
 * and not ended take too much memory.  And a request has to be whole within a
 * time, however busily its bytes trickle in.
 *
 * All of it is for the server's one thread.
 */
#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>

/* Seconds until a request must be whole, from its connection, or the answer
 * before it, to its first line, and from there to its end. */
enum { PLACES_SECONDS = 12 };

/* Bytes of all bodies that have not ended. */
enum { PLACES_BODIES_MAX = 32 * 1024 * 1024 };

/* Connections that were told to go and have not gone yet. */
enum { PLACES_LEAVING = 32 };

/* A connection. */
struct place {
	struct place *next, *previous;
	int fd;
	bool listed;		/* may be told to go */
	bool waited_for;	/* its request is not whole */
	long since;		/* of the monotonic clock, in seconds */
	size_t held;		/* bytes of its body */
};

/* Those that may be told to go, the longest silent one first.  Starts as
 * `= {0}`. */
struct places {
	struct place *first, *last;
	size_t count, max;
	size_t held;
	long looked;		/* when it was last seen to the time */
};

/* How many connections there is room for in each of SERVERS servers: a few
 * hundred, if this process may have so many files open. */
size_t places_room(size_t servers);

/* A connection has come; NULL when there is no memory.  All that follow take
 * a NULL place, and do nothing. */
struct place *places_enter(struct places *p, int fd);

/* It has gone; frees PLACE. */
void places_leave(struct places *p, struct place *place);

/* A request has begun, or the answer to one has gone out: it has its time
 * again. */
void places_renew(struct places *p, struct place *place);

/* So many bytes more of a body have come. */
void places_hold(struct places *p, struct place *place, size_t bytes);

/* Its request is whole. */
void places_satisfied(struct places *p, struct place *place);

/* It waits for us: nobody may tell it to go until it is renewed. */
void places_keep(struct places *p, struct place *place);

#endif

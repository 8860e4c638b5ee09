/* SPDX-License-Identifier: BSD-2-Clause */
#include "server/places.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "base/now.h"

/* OTHER_FILES is the approximate number of descriptors that the process uses
 * for purposes other than connections. */
enum { ROOM_MAX = 500, ROOM_MIN = 8, OTHER_FILES = 48 };

size_t places_room(size_t servers)
{
	const size_t enough = servers * (ROOM_MAX + PLACES_LEAVING) +
			      OTHER_FILES;
	struct rlimit files;
	size_t each;

	if (getrlimit(RLIMIT_NOFILE, &files) || files.rlim_cur >= enough)
		return ROOM_MAX;
	if (files.rlim_cur < OTHER_FILES)
		return ROOM_MIN;
	each = (size_t)(files.rlim_cur - OTHER_FILES) / servers;
	return each > ROOM_MIN + PLACES_LEAVING ? each - PLACES_LEAVING
						: ROOM_MIN;
}

static void unlist(struct places *p, struct place *place)
{
	if (!place->listed)
		return;
	if (place->previous)
		place->previous->next = place->next;
	else
		p->first = place->next;
	if (place->next)
		place->next->previous = place->previous;
	else
		p->last = place->previous;
	place->listed = false;
	p->body_bytes -= place->body_bytes;
	p->count--;
}

static void append(struct places *p, struct place *place)
{
	place->next = NULL;
	place->previous = p->last;
	if (p->last)
		p->last->next = place;
	else
		p->first = place;
	p->last = place;
	place->listed = true;
	p->body_bytes += place->body_bytes;
	p->count++;
}

/* Shuts a connection down, so that libmicrohttpd closes it. */
static void shut_down(struct places *p, struct place *place)
{
	unlist(p, place);
	(void)shutdown(place->fd, SHUT_RDWR);
}

/* Shuts down connections that are past their time limit.  Checks at most once a
 * second, and never while the server is idle, because a slow request then does
 * no harm. */
static void drop_overdue(struct places *p)
{
	long now = (long)(now_ms() / 1000);
	struct place *next;

	if (now == p->checked)
		return;
	p->checked = now;
	for (struct place *place = p->first; place; place = next) {
		next = place->next;
		if (place->receiving && now - place->since > PLACES_SECONDS)
			shut_down(p, place);
	}
}

/* Shuts down overdue connections, and then the first until p->max are left. */
static void make_room(struct places *p)
{
	drop_overdue(p);
	while (p->count > p->max && p->first != p->last)
		shut_down(p, p->first);
}

/* Shuts down connections with bodies, in the order of the list, to make room
 * for one body.  Does not shut down SENDER, the connection of that body. */
static void drop_bodies(struct places *p, const struct place *sender)
{
	struct place *next;

	for (struct place *place = p->first;
	     place && p->body_bytes > PLACES_BODIES_MAX; place = next) {
		next = place->next;
		if (place->body_bytes && place != sender)
			shut_down(p, place);
	}
}

struct place *places_enter(struct places *p, int fd)
{
	struct place *place = calloc(1, sizeof(*place));

	if (!place)
		return NULL;
	place->fd = fd;
	place->receiving = true;
	place->since = (long)(now_ms() / 1000);
	append(p, place);
	make_room(p);
	return place;
}

void places_leave(struct places *p, struct place *place)
{
	if (!place)
		return;
	unlist(p, place);
	free(place);
}

static void start_over(struct places *p, struct place *place, bool receiving)
{
	unlist(p, place);
	place->body_bytes = 0;
	place->receiving = receiving;
	place->since = (long)(now_ms() / 1000);
	append(p, place);
}

void places_renew(struct places *p, struct place *place)
{
	if (!place)
		return;
	start_over(p, place, true);
	drop_overdue(p);
}

void places_add_body(struct places *p, struct place *place, size_t bytes)
{
	if (!place || !place->listed)
		return;
	place->body_bytes += bytes;
	p->body_bytes += bytes;
	drop_bodies(p, place);
}

/* Does nothing after places_keep, or if the connection was shut down. */
void places_complete(struct places *p, struct place *place)
{
	if (place && place->listed)
		start_over(p, place, false);
}

void places_keep(struct places *p, struct place *place)
{
	if (place)
		unlist(p, place);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls functions after a fixed time, in a separate thread. */
#ifndef DELAY_H
#define DELAY_H

#include <time.h>

#include "base/err.h"

/* A waiting item.  The caller keeps it in memory until `go` has been called. */
struct delayed {
	struct delayed *next;
	struct timespec due;
	void (*go)(void *ctx);
	void *ctx;
};

struct delay;

/* Starts a thread that calls an item's `go` MS milliseconds after the item was
 * added. */
int delay_new(struct delay **out, long ms, struct err *err);
void delay_add(struct delay *d, struct delayed *item);

/* Calls `go` for all items that still wait, and ends the thread.  From then on,
 * delay_add calls `go` at once.  D may be NULL. */
void delay_end(struct delay *d);

/* Frees D, which may be NULL.  Call delay_end first. */
void delay_free(struct delay *d);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Things that go on a fixed time later, in a thread of their own. */
#ifndef DELAY_H
#define DELAY_H

#include <time.h>

#include "base/err.h"

/* One that waits; it lies in its owner's memory until `go` was called. */
struct delayed {
	struct delayed *next;
	struct timespec due;
	void (*go)(void *ctx);
	void *ctx;
};

struct delay;

/* Calls `go` of what is added MS milliseconds later. */
int delay_new(struct delay **out, long ms, struct err *err);
void delay_add(struct delay *d, struct delayed *item);

/* Lets all go that still wait; what is added later goes at once. */
void delay_end(struct delay *d);

/* Both take NULL too; delay_end comes first. */
void delay_free(struct delay *d);

#endif

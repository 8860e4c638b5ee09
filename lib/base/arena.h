/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory that is freed all at once.
 *
 * The pieces of one item of a reply are allocated one by one and freed together
 * when its rows are printed.  The struct starts as `= {0}`.
 */
#ifndef ARENA_H
#define ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks;	/* newest first */
	size_t used;			/* bytes handed out since the reset */
	size_t max;			/* bound of `used`; 0: no bound */
	bool secret;			/* wipe before memory is reused */
	bool full;			/* an allocation since the reset failed
					 * because of the bound */
};

/* Returns SIZE bytes, aligned for any type.  NULL when memory runs out or the
 * bound is reached. */
void *arena_alloc(struct arena *a, size_t size);

/* Returns a copy of LEN bytes with a NUL after them, or NULL as arena_alloc. */
char *arena_strndup(struct arena *a, const char *text, size_t len);

/* Frees all that was handed out; keeps some memory for later pieces. */
void arena_reset(struct arena *a);

/* Frees everything; may be called twice. */
void arena_release(struct arena *a);

#endif

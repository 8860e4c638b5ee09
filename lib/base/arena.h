/* SPDX-License-Identifier: BSD-2-Clause */
/* An allocator whose allocations are freed all at once.
 *
 * Initialize struct arena with `= { 0 }`. */
#ifndef ARENA_H
#define ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks;	/* a list, the newest block first */
	size_t used;			/* bytes of all allocations since the
					 * last reset, with padding */
	size_t max;			/* limit of `used`, or 0 for no limit */
	bool secret;			/* wipe memory before freeing or reusing
					 * it */
	bool full;			/* an allocation since the last reset
					 * failed because of `max` */
};

/* Returns SIZE bytes that are aligned for any type, or NULL if memory runs out
 * or the limit `max` would be exceeded. */
void *arena_alloc(struct arena *a, size_t size);

/* Returns a NUL-terminated copy of the LEN bytes at TEXT.  Returns NULL in the
 * same cases as arena_alloc. */
char *arena_strndup(struct arena *a, const char *text, size_t len);

/* Frees all allocations.  May keep some memory for the next allocations. */
void arena_reset(struct arena *a);

/* Frees all memory.  The caller may use the arena again or release it twice. */
void arena_release(struct arena *a);

#endif

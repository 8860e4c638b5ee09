/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* The size of an ordinary block in bytes. */
enum { BLOCK_SIZE = 16 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t size;	/* bytes of data */
	size_t used;
	alignas(max_align_t) char data[];
};

static struct arena_block *block_new(size_t size)
{
	struct arena_block *b;

	if (size > (size_t)-1 - sizeof(*b))
		return NULL;
	b = malloc(sizeof(*b) + size);
	if (!b)
		return NULL;
	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct arena_block *b = a->blocks;
	size_t align = alignof(max_align_t);
	void *p;

	if (size > (size_t)-1 - align)
		return NULL;
	size = (size + align - 1) / align * align;
	if (a->max && (size > a->max || a->used > a->max - size)) {
		a->full = true;
		return NULL;
	}
	if (!b || b->size - b->used < size) {
		b = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
		if (!b)
			return NULL;
		b->next = a->blocks;
		a->blocks = b;
	}
	p = b->data + b->used;
	b->used += size;
	a->used += size;
	return p;
}

char *arena_strndup(struct arena *a, const char *text, size_t len)
{
	char *copy = len < (size_t)-1 ? arena_alloc(a, len + 1) : NULL;

	if (!copy)
		return NULL;
	if (len)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

static void block_wipe(const struct arena *a, struct arena_block *b)
{
	if (a->secret)
		buf_wipe(b->data, b->used);
}

/* Keeps the oldest block if its size is BLOCK_SIZE, so that small allocations
 * after the reset do not call malloc. */
void arena_reset(struct arena *a)
{
	while (a->blocks && (a->blocks->next || a->blocks->size > BLOCK_SIZE)) {
		struct arena_block *next = a->blocks->next;

		block_wipe(a, a->blocks);
		free(a->blocks);
		a->blocks = next;
	}
	if (a->blocks) {
		block_wipe(a, a->blocks);
		a->blocks->used = 0;
	}
	a->used = 0;
	a->full = false;
}

void arena_release(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *next = a->blocks->next;

		block_wipe(a, a->blocks);
		free(a->blocks);
		a->blocks = next;
	}
	a->used = 0;
	a->full = false;
}

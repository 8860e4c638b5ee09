/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Keeps freed blocks of memory for reuse.  Only the static file has this code.
 *
 * musl's allocator is slower than glibc's, and often gives pages back to the
 * system.  The linker's option --wrap puts the functions of this file in its
 * place.  Our functions keep blocks up to 32 KiB that the main thread frees, in
 * a list for each size, and reuse the blocks.  Other threads always use musl's
 * allocator, so the lists need no locks.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "heap.h"

/* The sizes of the kept blocks in bytes.  Sizes up to SMALL are multiples of
 * STEP.  Above SMALL, there are four sizes for each power of two. */
enum {
	STEP = 16, SMALL = 1024, SMALL_SIZES = SMALL / STEP,
	LARGE = 32 * 1024, SIZES = SMALL_SIZES + 1 + 5 * 4,
	KEPT_MAX = 1024 * 1024,		/* approximate bytes in all lists */
};

/* A free block in a list. */
struct block {
	struct block *next;
};

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);
size_t malloc_usable_size(void *block);

/* These variables are at file scope, because an allocator has no other place
 * for its state. */
static struct block *lists[SIZES];
static size_t kept_bytes;
static _Thread_local bool keeps;

void heap_keep(void)
{
	keeps = true;
}

static size_t size_of(size_t list)
{
	size_t above = list - SMALL_SIZES;

	if (list <= SMALL_SIZES)
		return list * STEP;
	return ((size_t)SMALL << (above / 4)) / 4 * (4 + above % 4);
}

/* Returns the index of the largest size that is not larger than SIZE. */
static size_t list_below(size_t size)
{
	unsigned doubling = 0;

	if (size <= SMALL)
		return size / STEP;
	while (size >> doubling >= 2 * (size_t)SMALL)
		doubling++;
	return SMALL_SIZES + 4 * doubling +
	       ((size >> doubling) - SMALL) / (SMALL / 4);
}

/* Returns the index of the smallest size that is not smaller than SIZE. */
static size_t list_for(size_t size)
{
	size_t list;

	if (size <= SMALL)
		return size ? (size + STEP - 1) / STEP : 1;
	list = list_below(size);
	return size_of(list) < size ? list + 1 : list;
}

void *__wrap_malloc(size_t size)
{
	struct block *block;
	size_t list;

	if (!keeps || size > LARGE)
		return __real_malloc(size);
	list = list_for(size);
	block = lists[list];
	if (!block)
		return __real_malloc(size_of(list));
	lists[list] = block->next;
	kept_bytes -= size_of(list);
	return block;
}

void __wrap_free(void *p)
{
	struct block *block = p;
	size_t size, list;

	if (!p)
		return;
	size = keeps ? malloc_usable_size(p) : 0;
	if (size < STEP || size > LARGE || kept_bytes > KEPT_MAX) {
		__real_free(p);
		return;
	}
	list = list_below(size);
	block->next = lists[list];
	lists[list] = block;
	kept_bytes += size_of(list);
}

void *__wrap_calloc(size_t count, size_t size)
{
	void *block;

	if (!keeps || (size && count > LARGE / size))
		return __real_calloc(count, size);
	block = __wrap_malloc(count * size);
	return block ? memset(block, 0, count * size) : NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
	size_t had;
	void *block;

	if (!old)
		return __wrap_malloc(size);
	if (!keeps)
		return __real_realloc(old, size);
	had = malloc_usable_size(old);
	if (size <= had && size >= had / 2)
		return old;
	if (size > LARGE || had > LARGE)
		return __real_realloc(old, size);
	block = __wrap_malloc(size);
	if (!block)
		return NULL;
	memcpy(block, old, size < had ? size : had);
	__wrap_free(old);
	return block;
}

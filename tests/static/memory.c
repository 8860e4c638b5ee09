/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * memory: checks that memcpy, memmove and the allocator in cmd/static follow
 * the C standard.  Prints the number of checks.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../cmd/static/heap.h"

enum { LENGTHS = 200, SHIFTS = 70, BLOCKS = 500, ROUNDS = 200000 };

static long checks;

static void expect(bool holds, const char *what, size_t a, size_t b)
{
	checks++;
	if (holds)
		return;
	fprintf(stderr, "memory: %s: wrong for %zu and %zu\n", what, a, b);
	exit(1);
}

/* Calls memcpy or memmove through a pointer, so that the compiler does not
 * inline the copies. */
static void *(*volatile copy)(void *, const void *, size_t);

static void fill(unsigned char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		bytes[i] = (unsigned char)(i * 7 + i / 251);
}

/* Copies LEN bytes within an array, and checks every byte of the array. */
static void check_copy(const char *what, size_t to, size_t from, size_t len)
{
	static unsigned char got[LENGTHS + 2 * SHIFTS + 2];
	static unsigned char want[sizeof(got)], before[sizeof(got)];

	fill(before, sizeof(before));
	for (size_t i = 0; i < sizeof(got); i++) {
		got[i] = want[i] = before[i];
		if (i >= to && i < to + len)
			want[i] = before[from + i - to];
	}
	expect(copy(got + to, got + from, len) == got + to, what, to, len);
	for (size_t i = 0; i < sizeof(got); i++)
		if (got[i] != want[i])
			expect(false, what, to > from ? to - from : from - to,
			       len);
	checks++;
}

static void check_copies(void)
{
	for (size_t len = 0; len <= LENGTHS; len++) {
		copy = memmove;
		for (size_t shift = 0; shift <= SHIFTS; shift++) {
			check_copy("memmove up", 1 + shift, 1, len);
			check_copy("memmove down", 1, 1 + shift, len);
		}
		copy = memcpy;
		if (len <= SHIFTS)
			check_copy("memcpy", 1, 1 + SHIFTS, len);
	}
	for (size_t len = 1; len < 3000000; len = len * 3 + 1) {
		unsigned char *a = malloc(len), *b = malloc(len);

		expect(a && b, "malloc", len, len);
		fill(a, len);
		(void)copy(b, a, len);
		for (size_t i = 0; i < len; i++)
			if (a[i] != b[i])
				expect(false, "memcpy", i, len);
		free(a);
		free(b);
	}
}

static size_t next(size_t below)
{
	static uint32_t state = 1;

	state = state * 1664525 + 1013904223;
	return (state >> 8) % below;
}

/* Returns whether all LEN bytes are BYTE. */
static bool all(const unsigned char *bytes, size_t len, unsigned char byte)
{
	for (size_t i = 0; i < len; i++)
		if (bytes[i] != byte)
			return false;
	return true;
}

static size_t any_size(void)
{
	static const size_t below[] = { 64, 1100, 5000, 70000 };

	return next(below[next(4)]);
}

/* Takes, resizes and frees blocks in random order, and checks that the blocks
 * keep their content. */
static void check_heap(void)
{
	static unsigned char *blocks[BLOCKS];
	static size_t sizes[BLOCKS];

	for (size_t i = 0; i < ROUNDS; i++) {
		size_t n = next(BLOCKS), size = any_size(), least;
		unsigned char byte = (unsigned char)n, *p;

		if (!blocks[n] && next(2)) {
			p = calloc(size / 8 + 1, 8);
			size = (size / 8 + 1) * 8;
			expect(p && all(p, size, 0), "calloc", size, n);
		} else if (!blocks[n]) {
			p = malloc(size);
		} else if (next(2)) {
			least = size < sizes[n] ? size : sizes[n];
			expect(all(blocks[n], sizes[n], byte), "kept",
			       sizes[n], n);
			p = realloc(blocks[n], size + 1);
			size++;
			expect(p && all(p, least, byte), "realloc", size, n);
		} else {
			expect(all(blocks[n], sizes[n], byte), "kept",
			       sizes[n], n);
			free(blocks[n]);
			blocks[n] = NULL;
			continue;
		}
		expect(p && (uintptr_t)p % 16 == 0, "aligned", size, n);
		memset(p, byte, size);
		blocks[n] = p;
		sizes[n] = size;
	}
	for (size_t n = 0; n < BLOCKS; n++)
		free(blocks[n]);
}

int main(void)
{
	volatile size_t many = SIZE_MAX / 4;

	heap_keep();
	check_copies();
	check_heap();
	expect(!calloc(many, 8), "calloc", many, 8);
	expect(!malloc(SIZE_MAX - many), "malloc", many, 0);
	printf("%ld checks\n", checks);
	return 0;
}

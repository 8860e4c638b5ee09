/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * memcpy and memmove of the static file on x86-64.
 *
 * musl's functions use the processor's string instruction for every length.
 * Starting that instruction takes longer than copying a few bytes, and libcurl
 * appends header lines byte by byte.  Our functions copy 4 to 32 bytes with two
 * loads and two stores, which may overlap, and more bytes in blocks of 32.  The
 * compiler turns each __builtin_memcpy of this file into moves, not a call.
 */
#ifdef __x86_64__
#include <stddef.h>
#include <stdint.h>

struct two {
	uint64_t halves[2];
};

void *memcpy(void *restrict to, const void *restrict from, size_t len);
void *memmove(void *to, const void *from, size_t len);

/* Copies LEN bytes, at most 32.  FROM and TO may overlap, because all reads
 * come before the first write. */
static inline void copy_short(char *to, const char *from, size_t len)
{
	if (len >= 16) {
		struct two first, last;

		__builtin_memcpy(&first, from, 16);
		__builtin_memcpy(&last, from + len - 16, 16);
		__builtin_memcpy(to, &first, 16);
		__builtin_memcpy(to + len - 16, &last, 16);
	} else if (len >= 8) {
		uint64_t first, last;

		__builtin_memcpy(&first, from, 8);
		__builtin_memcpy(&last, from + len - 8, 8);
		__builtin_memcpy(to, &first, 8);
		__builtin_memcpy(to + len - 8, &last, 8);
	} else if (len >= 4) {
		uint32_t first, last;

		__builtin_memcpy(&first, from, 4);
		__builtin_memcpy(&last, from + len - 4, 4);
		__builtin_memcpy(to, &first, 4);
		__builtin_memcpy(to + len - 4, &last, 4);
	} else if (len) {
		char first = from[0], middle = from[len / 2];
		char last = from[len - 1];

		to[0] = first;
		to[len / 2] = middle;
		to[len - 1] = last;
	}
}

/* Copies 32 bytes.  FROM and TO may overlap. */
static inline void copy_block(char *to, const char *from)
{
	struct two first, last;

	__builtin_memcpy(&first, from, 16);
	__builtin_memcpy(&last, from + 16, 16);
	__builtin_memcpy(to, &first, 16);
	__builtin_memcpy(to + 16, &last, 16);
}

/* This memcpy also works if TO is before FROM and the ranges overlap. */
void *memcpy(void *restrict to, const void *restrict from, size_t len)
{
	char *t = to;
	const char *f = from;

	for (; len > 32; len -= 32) {
		copy_block(t, f);
		t += 32;
		f += 32;
	}
	copy_short(t, f, len);
	return to;
}

void *memmove(void *to, const void *from, size_t len)
{
	char *t = to;
	const char *f = from;

	/* If TO is before FROM, the unsigned difference is very large. */
	if ((uintptr_t)t - (uintptr_t)f >= len) {
		for (; len > 32; len -= 32) {
			copy_block(t, f);
			t += 32;
			f += 32;
		}
		copy_short(t, f, len);
		return to;
	}
	for (; len > 32; len -= 32)
		copy_block(t + len - 32, f + len - 32);
	copy_short(t, f, len);
	return to;
}
#endif

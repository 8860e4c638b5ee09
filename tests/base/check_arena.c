/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of arena: alignment, the limit, and the memory that a reset keeps. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>

#include "check_main.h"

enum {
	ALIGN = alignof(max_align_t),
	BLOCK = 16 * 1024,	/* size of an ordinary block */
	PIECES = 64,
};

/* The test allocates these sizes in turn, many times. */
static const struct {
	const char *name;
	size_t sizes[4];
	int count;
} mixes[] = {
	{ "single bytes", { 1 }, 1 },
	{ "odd sizes", { 1, 3, 7, 33 }, 4 },
	{ "multiples of the alignment", { 16, 32, 48, 64 }, 4 },
	{ "nothing and one", { 0, 1 }, 2 },
	{ "a whole block", { BLOCK }, 1 },
	{ "around a block", { BLOCK - 1, BLOCK, BLOCK + 1, 1 }, 4 },
	{ "large and small", { 1, 100000, 5, 40000 }, 4 },
};

static void fill_and_look(const char *name, struct arena *a,
			  const size_t *sizes, int count)
{
	unsigned char *pieces[PIECES];

	for (int i = 0; i < PIECES; i++) {
		size_t size = sizes[i % count];

		pieces[i] = arena_alloc(a, size);
		ck_assert_msg(pieces[i], "%s: piece %d is NULL", name, i);
		ck_assert_msg((uintptr_t)pieces[i] % ALIGN == 0,
			      "%s: piece %d is not aligned", name, i);
		memset(pieces[i], i, size);
	}
	for (int i = 0; i < PIECES; i++)
		for (size_t j = 0; j < sizes[i % count]; j++)
			if (pieces[i][j] != i)
				ck_abort_msg("%s: piece %d was overwritten",
					     name, i);
}

/* Allocates twice, because the same memory is used again after a reset. */
START_TEST(pieces_apart)
{
	struct arena a = { 0 };

	for (int round = 0; round < 2; round++) {
		fill_and_look(mixes[_i].name, &a, mixes[_i].sizes,
			      mixes[_i].count);
		arena_reset(&a);
		ck_assert_uint_eq(a.used, 0);
	}
	arena_release(&a);
}
END_TEST

/* Up to three allocations with a limit, and which of them succeed. */
static const struct {
	const char *name;
	size_t max;
	size_t sizes[3];
	bool granted[3];
	size_t used;
} bounds[] = {
	{ "no bound", 0, { 1, BLOCK, 1 }, { 1, 1, 1 }, BLOCK + 2 * ALIGN },
	{ "exactly", 64, { 32, 32, 1 }, { 1, 1, 0 }, 64 },
	{ "rounded up", 64, { 33, 16, 1 }, { 1, 1, 0 }, 64 },
	{ "rounding goes over", 63, { 63, 48, 1 }, { 0, 1, 0 }, 48 },
	{ "a refusal takes nothing", 64, { 48, 32, 16 }, { 1, 0, 1 }, 64 },
	{ "nothing is free", 64, { 64, 0, 1 }, { 1, 1, 0 }, 64 },
	{ "over at once", 16, { 17, 16, 1 }, { 0, 1, 0 }, 16 },
	{ "large pieces", 100000, { 60000, 60000, 40000 }, { 1, 0, 1 },
	  100000 },
};

START_TEST(bound)
{
	struct arena a = { .max = bounds[_i].max };

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 3; i++) {
			void *p = arena_alloc(&a, bounds[_i].sizes[i]);

			ck_assert_msg((p != NULL) == bounds[_i].granted[i],
				      "%s: request %d, round %d",
				      bounds[_i].name, i, round);
		}
		ck_assert_msg(a.used == bounds[_i].used, "%s: %zu used",
			      bounds[_i].name, a.used);
		ck_assert_msg(a.full == (memchr(bounds[_i].granted, 0,
			      sizeof(bounds[_i].granted)) != NULL),
			      "%s: full is %d", bounds[_i].name, a.full);
		arena_reset(&a);
		ck_assert(!a.full);
	}
	ck_assert_uint_eq(a.max, bounds[_i].max);
	arena_release(&a);
}
END_TEST

/* Sizes so large that arithmetic would wrap around.  arena must refuse these
 * sizes first. */
static const struct {
	const char *name;
	size_t max, size;
} huge[] = {
	{ "all of memory", 0, SIZE_MAX },
	{ "one less", 0, SIZE_MAX - 1 },
	{ "rounds up to zero", 0, SIZE_MAX - ALIGN + 2 },
	{ "the alignment less", 0, SIZE_MAX - ALIGN },
	{ "a block's head goes over", 0, SIZE_MAX - ALIGN - 1 },
	{ "half of memory, with a bound", 4096, SIZE_MAX / 2 },
	{ "all of memory, with a bound", 4096, SIZE_MAX },
	{ "all of memory, as a bound", SIZE_MAX, SIZE_MAX },
};

START_TEST(huge_refused)
{
	struct arena a = { .max = huge[_i].max };
	char *p = arena_alloc(&a, 8);

	ck_assert_ptr_nonnull(p);
	memcpy(p, "1234567", 8);
	ck_assert_msg(!arena_alloc(&a, huge[_i].size), "%s", huge[_i].name);
	ck_assert_msg(!arena_strndup(&a, "x", huge[_i].size), "%s: strndup",
		      huge[_i].name);
	ck_assert_msg(a.used == ALIGN, "%s: %zu used", huge[_i].name, a.used);
	ck_assert_ptr_nonnull(arena_alloc(&a, 8));
	check_text(huge[_i].name, p, "1234567");
	arena_release(&a);
}
END_TEST

static const struct {
	const char *name, *text;
	size_t len;
} copies[] = {
	{ "empty", "", 0 },
	{ "no text at all", NULL, 0 },
	{ "whole", "ami-1", 5 },
	{ "a part", "ami-1", 3 },
	{ "with a NUL inside", "a\0b", 3 },
	{ "fills its piece", "0123456789abcde", 15 },
	{ "one byte more", "0123456789abcdef", 16 },
};

START_TEST(copy)
{
	struct arena a = { 0 };
	char *p = arena_strndup(&a, copies[_i].text, copies[_i].len);

	ck_assert_msg(p, "%s: NULL", copies[_i].name);
	ck_assert_msg(p[copies[_i].len] == '\0', "%s: no end", copies[_i].name);
	check_bytes(copies[_i].name, p, copies[_i].len, copies[_i].text,
		    copies[_i].len);
	ck_assert_msg(a.used > copies[_i].len, "%s: no room for the end",
		      copies[_i].name);
	arena_release(&a);
}
END_TEST

/* The memory that a reset keeps after allocations of these sizes: the first,
 * ordinary block, or none. */
static const struct {
	const char *name;
	size_t sizes[3];
	bool kept;
} resets[] = {
	{ "small pieces", { 1, 2, 3 }, true },
	{ "a full block", { BLOCK, 0, 0 }, true },
	{ "two blocks", { BLOCK, BLOCK, 1 }, true },
	{ "small, then large", { 1, 10 * BLOCK, 1 }, true },
	{ "large first", { BLOCK + 1, 0, 0 }, false },
	{ "large first, then small", { 10 * BLOCK, 1, 1 }, false },
};

START_TEST(reset_keeps)
{
	struct arena a = { 0 };
	void *first = arena_alloc(&a, resets[_i].sizes[0]);

	(void)arena_alloc(&a, resets[_i].sizes[1]);
	(void)arena_alloc(&a, resets[_i].sizes[2]);
	arena_reset(&a);
	ck_assert_msg((a.blocks != NULL) == resets[_i].kept, "%s",
		      resets[_i].name);
	ck_assert_uint_eq(a.used, 0);
	if (resets[_i].kept)
		ck_assert_msg(arena_alloc(&a, 1) == first,
			      "%s: other memory", resets[_i].name);
	arena_release(&a);
}
END_TEST

START_TEST(release_twice)
{
	struct arena a = { .max = 4096 };

	arena_reset(&a);
	arena_release(&a);
	ck_assert_ptr_nonnull(arena_alloc(&a, 4096));
	arena_release(&a);
	arena_release(&a);
	ck_assert_ptr_null(a.blocks);
	ck_assert_uint_eq(a.used, 0);
	ck_assert_ptr_nonnull(arena_alloc(&a, 4096));
	arena_release(&a);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ pieces_apart, ROWS(mixes) },
		{ bound, ROWS(bounds) },
		{ huge_refused, ROWS(huge) },
		{ copy, ROWS(copies) },
		{ reset_keeps, ROWS(resets) },
		{ release_twice, 1 },
	};

	return check_main("arena", cases, ROWS(cases));
}

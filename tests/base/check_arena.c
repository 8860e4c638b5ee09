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
	{ "sizes that need padding", { 1, 3, 7, 33 }, 4 },
	{ "multiples of the alignment", { 16, 32, 48, 64 }, 4 },
	{ "0 bytes and 1 byte", { 0, 1 }, 2 },
	{ "exactly one block", { BLOCK }, 1 },
	{ "sizes near the size of a block", { BLOCK - 1, BLOCK, BLOCK + 1, 1 },
	  4 },
	{ "large and small", { 1, 100000, 5, 40000 }, 4 },
};

static void fill_and_check(const char *name, struct arena *a,
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

/* Allocates in two rounds, because arena uses its memory again after a
 * reset. */
START_TEST(pieces_do_not_overlap)
{
	struct arena a = { 0 };

	for (int round = 0; round < 2; round++) {
		fill_and_check(mixes[_i].name, &a, mixes[_i].sizes,
			       mixes[_i].count);
		arena_reset(&a);
		ck_assert_uint_eq(a.used, 0);
	}
	arena_release(&a);
}
END_TEST

/* Three allocations with the limit MAX.  `granted` says which allocations
 * succeed. */
static const struct {
	const char *name;
	size_t max;
	size_t sizes[3];
	bool granted[3];
	size_t used;
} bounds[] = {
	{ "no limit", 0, { 1, BLOCK, 1 }, { 1, 1, 1 }, BLOCK + 2 * ALIGN },
	{ "the total equals the limit", 64, { 32, 32, 1 }, { 1, 1, 0 }, 64 },
	{ "sizes are rounded up", 64, { 33, 16, 1 }, { 1, 1, 0 }, 64 },
	{ "a size rounded up exceeds the limit", 63, { 63, 48, 1 }, { 0, 1, 0 },
	  48 },
	{ "a refused allocation uses no memory", 64, { 48, 32, 16 },
	  { 1, 0, 1 }, 64 },
	{ "0 bytes fit at the limit", 64, { 64, 0, 1 }, { 1, 1, 0 }, 64 },
	{ "the first allocation exceeds the limit", 16, { 17, 16, 1 },
	  { 0, 1, 0 }, 16 },
	{ "a smaller allocation fits after a refusal", 100000,
	  { 60000, 60000, 40000 }, { 1, 0, 1 }, 100000 },
};

START_TEST(bound)
{
	struct arena a = { .max = bounds[_i].max };

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 3; i++) {
			void *p = arena_alloc(&a, bounds[_i].sizes[i]);

			ck_assert_msg((p != NULL) == bounds[_i].granted[i],
				      "%s: allocation %d, round %d",
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

/* Huge sizes, which arena must refuse.  With most of them, unchecked arithmetic
 * would wrap around. */
static const struct {
	const char *name;
	size_t max, size;
} huge[] = {
	{ "SIZE_MAX", 0, SIZE_MAX },
	{ "SIZE_MAX - 1", 0, SIZE_MAX - 1 },
	{ "rounding up wraps to zero", 0, SIZE_MAX - ALIGN + 2 },
	{ "SIZE_MAX minus the alignment", 0, SIZE_MAX - ALIGN },
	{ "adding the block's header wraps", 0, SIZE_MAX - ALIGN - 1 },
	{ "SIZE_MAX / 2, with a limit", 4096, SIZE_MAX / 2 },
	{ "SIZE_MAX, with a limit", 4096, SIZE_MAX },
	{ "SIZE_MAX, which is also the limit", SIZE_MAX, SIZE_MAX },
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
	{ "empty text", "", 0 },
	{ "a NULL pointer", NULL, 0 },
	{ "the whole text", "ami-1", 5 },
	{ "the first bytes of the text", "ami-1", 3 },
	{ "a text with a NUL inside", "a\0b", 3 },
	{ "15 bytes and a NUL", "0123456789abcde", 15 },
	{ "16 bytes and a NUL", "0123456789abcdef", 16 },
};

START_TEST(copy)
{
	struct arena a = { 0 };
	char *p = arena_strndup(&a, copies[_i].text, copies[_i].len);

	ck_assert_msg(p, "%s: NULL", copies[_i].name);
	ck_assert_msg(p[copies[_i].len] == '\0', "%s: no NUL", copies[_i].name);
	check_bytes(copies[_i].name, p, copies[_i].len, copies[_i].text,
		    copies[_i].len);
	ck_assert_msg(a.used > copies[_i].len, "%s: no room for the NUL",
		      copies[_i].name);
	arena_release(&a);
}
END_TEST

/* Allocates three sizes.  KEPT says whether a reset then keeps the first block.
 * A reset keeps only a block of the ordinary size. */
static const struct {
	const char *name;
	size_t sizes[3];
	bool kept;
} resets[] = {
	{ "small pieces", { 1, 2, 3 }, true },
	{ "a full block", { BLOCK, 0, 0 }, true },
	{ "two blocks", { BLOCK, BLOCK, 1 }, true },
	{ "a small piece, then a large one", { 1, 10 * BLOCK, 1 }, true },
	{ "a large piece first", { BLOCK + 1, 0, 0 }, false },
	{ "a large piece, then small ones", { 10 * BLOCK, 1, 1 }, false },
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
			      "%s: memory not used again", resets[_i].name);
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
		{ pieces_do_not_overlap, ROWS(mixes) },
		{ bound, ROWS(bounds) },
		{ huge_refused, ROWS(huge) },
		{ copy, ROWS(copies) },
		{ reset_keeps, ROWS(resets) },
		{ release_twice, 1 },
	};

	return check_main("arena", cases, ROWS(cases));
}

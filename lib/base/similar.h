/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the name that a mistyped word probably means, for "did you mean". */
#ifndef SIMILAR_H
#define SIMILAR_H

#include <stdbool.h>
#include <stddef.h>

/* A longer word is similar to no name. */
enum { SIMILAR_MAX = 64 };

/* How many letters to insert, drop, replace, or swap with the next, to get
 * NAME from the LEN bytes at WORD.  SIMILAR_MAX + 1 for longer ones. */
size_t similar_distance(const char *word, size_t len, const char *name);

/* Whether that distance is small enough for a typing mistake: one letter, or a
 * quarter of the letters. */
bool similar_enough(const char *word, size_t len, const char *name);

/* A search for the name that is most like the LEN bytes at WORD.  Start as
 * `{ .word = WORD, .len = LEN }`. */
struct similar {
	const char *word;
	size_t len;
	const char *best;	/* the most similar name so far; NULL: none is
				 * similar enough */
	size_t distance;	/* from the word to the best name */
};

/* Makes NAME, which is borrowed, the best one if it is more like the word. */
void similar_offer(struct similar *s, const char *name);

#endif

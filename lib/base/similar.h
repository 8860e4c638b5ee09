/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the known name that the user probably meant by a mistyped word. */
#ifndef SIMILAR_H
#define SIMILAR_H

#include <stdbool.h>
#include <stddef.h>

/* The maximum length in bytes of a word and of a name.  Longer words and names
 * are never similar. */
enum { SIMILAR_MAX = 64 };

/* Returns the edit distance between the LEN bytes at WORD and the string NAME.
 * One edit inserts, deletes or replaces a byte, or swaps two adjacent bytes.
 * Returns SIMILAR_MAX + 1 if WORD or NAME is longer than SIMILAR_MAX. */
size_t similar_distance(const char *word, size_t len, const char *name);

/* Returns whether the edit distance is small enough for a typing mistake: at
 * most one edit, or in words of 8 bytes or more, one edit for every 4 bytes.
 * Returns false if WORD has fewer than 2 bytes. */
bool similar_enough(const char *word, size_t len, const char *name);

/* A search for the name most similar to the LEN bytes at WORD.  Initialize this
 * struct with `{ .word = WORD, .len = LEN }`. */
struct similar {
	const char *word;
	size_t len;
	const char *best;	/* the most similar name so far, or NULL if
				 * every name so far differs too much */
	size_t distance;	/* edit distance between `word` and `best` */
};

/* Makes NAME the best name if it is similar enough, and more similar than the
 * previous best.  NAME must remain valid, because similar_offer does not copy
 * it. */
void similar_offer(struct similar *s, const char *name);

#endif

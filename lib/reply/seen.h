/* SPDX-License-Identifier: BSD-2-Clause */
/* A set of strings that finds repeated strings. */
#ifndef SEEN_H
#define SEEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Initialize this struct with `= { 0 }`.  The caller may set texts.max to limit
 * the memory for the strings. */
struct seen {
	struct arena texts;
	void *tree;		/* root of a balanced tree (tsearch); a server
				 * that chooses the texts could make a hash
				 * table slow */
	size_t count;
};

/* Adds TEXT.  Sets *BEFORE to whether the set already had TEXT.  Fails with
 * ERR_LIMIT if the set would exceed its limit. */
int seen_add(struct seen *s, const char *text, size_t len, bool *before,
	     struct err *err);

/* Returns whether the set has TEXT. */
bool seen_has(const struct seen *s, const char *text, size_t len);

/* Removes all strings.  The caller may use the set again.  A second call has no
 * effect. */
void seen_release(struct seen *s);

#endif

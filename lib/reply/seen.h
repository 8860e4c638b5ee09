/* SPDX-License-Identifier: BSD-2-Clause */
/* A set of strings: has this one been seen before? */
#ifndef SEEN_H
#define SEEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Start as `= {0}`; texts.max may bound its memory. */
struct seen {
	struct arena texts;
	void *tree;		/* root for tsearch: a server that chooses the
				 * texts can make a hash table slow, but not a
				 * balanced tree */
	size_t count;
};

/* Adds TEXT, and sets *BEFORE to whether TEXT was in the set already.  Fails
 * with ERR_LIMIT if the memory would pass the bound. */
int seen_add(struct seen *s, const char *text, size_t len, bool *before,
	     struct err *err);

/* Whether TEXT is in the set. */
bool seen_has(const struct seen *s, const char *text, size_t len);

/* Forgets all; may be called twice, and the set used again. */
void seen_release(struct seen *s);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* A set of strings: has this one been seen before? */
#ifndef SEEN_H
#define SEEN_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "err.h"

/* Start as `= {0}`. */
struct seen {
	struct arena texts;
	const char **slots;	/* open addressing; NULL is free */
	size_t size, count;
};

/* Remembers TEXT, and says in *BEFORE whether it was there already. */
int seen_add(struct seen *s, const char *text, size_t len, bool *before,
	     struct err *err);
void seen_release(struct seen *s);

#endif

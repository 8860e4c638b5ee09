/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bounds a list that comes in pages: a faulty service could send pages for
 * ever.
 */
#ifndef PAGES_H
#define PAGES_H

#include <stdbool.h>

#include "base/err.h"
#include "reply/seen.h"

/* Bounds of a list: pages in all; pages in a row without an item, since a
 * filter may leave some empty; bytes of all page tokens. */
enum {
	PAGES_MAX = 100000,
	PAGES_EMPTY_MAX = 1000,
	PAGES_TOKENS_MAX = 64 * 1024 * 1024,
};

/* Start as `= {0}`. */
struct pages {
	struct seen tokens;
	long count;		/* pages so far */
	long empty;		/* pages in a row without an item */
};

/* Begins a new list. */
void pages_begin(struct pages *p);
void pages_release(struct pages *p);

/* Counts a page; TOKEN leads to the next one.  Fails when memory runs out; and
 * with ERR_LIMIT when the list is beyond a bound, or TOKEN has come before. */
int pages_next(struct pages *p, bool any_item, const char *token,
	       struct err *err);

#endif

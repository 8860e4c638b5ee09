/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Limits the number of pages of a list, since a faulty service could send pages
 * forever.
 */
#ifndef PAGES_H
#define PAGES_H

#include <stdbool.h>

#include "base/err.h"
#include "reply/seen.h"

/* Limits of one list: the number of pages, the number of consecutive pages
 * without an item (a filter may leave some pages empty), and the bytes of all
 * page tokens. */
enum {
	PAGES_MAX = 100000,
	PAGES_EMPTY_MAX = 1000,
	PAGES_TOKENS_MAX = 64 * 1024 * 1024,
};

/* Initialize this struct with `= { 0 }`. */
struct pages {
	struct seen tokens;
	long count;		/* number of pages that pages_next has
				 * counted */
	long empty;		/* consecutive pages without an item */
};

/* Begins a new list. */
void pages_begin(struct pages *p);
void pages_release(struct pages *p);

/* Counts a page that another page follows.  ANY_ITEM tells whether the page has
 * an item.  TOKEN is the token of the next page.  Fails if memory runs out.
 * Fails with ERR_LIMIT if the list exceeds a limit, or if an earlier page had
 * the same TOKEN. */
int pages_next(struct pages *p, bool any_item, const char *token,
	       struct err *err);

#endif

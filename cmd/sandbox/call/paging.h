/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Pages of a list: MaxResults and NextToken.
 *
 * A token holds the place in the state after which the next page begins, and a
 * hash that ties it to the account and the question.  The same answer always
 * has the same token.  A token that was altered, or that comes with another
 * question, is refused.
 */
#ifndef PAGING_H
#define PAGING_H

#include "call/call.h"

#define PAGING_PARAMETERS "MaxResults", "NextToken"

enum { PAGING_PLACE_SIZE = 24, PAGING_MAX = 1000 };

struct paging {
	long limit;				/* 0: all on one page */
	long count;				/* on this page so far */
	char after[PAGING_PLACE_SIZE];		/* a rowid, "0" at first */
	char hash[CALL_HASH_SIZE];
};

/* Reads both parameters; pages have at least MIN elements.  IDS is the list
 * by which the request names things, which excludes pages, or NULL. */
int paging_read(struct paging *p, const struct call *c, long min,
		const char *ids, struct fault *fault);

/* Whether the page has all it can hold. */
bool paging_is_full(const struct paging *p);

/* Notes that the thing at PLACE is on the page, with COUNT elements. */
void paging_took(struct paging *p, const char *place, long count);

/* Writes the token of the next page. */
void paging_write(const struct paging *p, const struct call *c);

#endif

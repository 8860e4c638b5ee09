/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Pages of a list: MaxResults and NextToken.
 *
 * A token holds the place in the state after which the next page begins, and a
 * hash that binds it to the account and the request.  The same answer always
 * has the same token.  We refuse a token that was altered, or that comes with
 * another request.
 */
#ifndef PAGING_H
#define PAGING_H

#include "call/call.h"

#define PAGING_PARAMETERS "MaxResults", "NextToken"

enum { PAGING_PLACE_SIZE = 24, PAGING_MAX = 1000 };

struct paging {
	long limit;				/* most things on a page; 0: no
						 * limit */
	long count;				/* things on this page so far */
	char after[PAGING_PLACE_SIZE];		/* rowid of the last thing, "0"
						 * at first */
	char hash[CALL_HASH_SIZE];
};

/* Reads both parameters.  A page may have MIN elements or more.  IDS is the
 * list of ids, which excludes pages, or NULL. */
int paging_read(struct paging *p, const struct call *c, long min,
		const char *ids, struct fault *fault);

/* Whether the page is full. */
bool paging_is_full(const struct paging *p);

/* Notes that the thing at PLACE is on the page, with COUNT elements. */
void paging_took(struct paging *p, const char *place, long count);

/* Writes the token of the next page. */
void paging_write(const struct paging *p, const struct call *c);

#endif

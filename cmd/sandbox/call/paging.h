/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Divides lists into pages (MaxResults and NextToken).
 *
 * A token holds the place in the state after which the next page begins, and a
 * hash that binds the token to the account and the request.  The same answer
 * always has the same token.  We refuse a token that comes with another
 * request, or from another account.
 */
#ifndef PAGING_H
#define PAGING_H

#include "call/call.h"

#define PAGING_PARAMETERS "MaxResults", "NextToken"

enum { PAGING_PLACE_SIZE = 24, PAGING_MAX = 1000 };

struct paging {
	long limit;			/* page size, or 0 for no limit */
	long count;			/* number of resources on the page */
	char after[PAGING_PLACE_SIZE];	/* rowid after which the page
					 * continues; "0" at the start */
	char hash[CALL_HASH_SIZE];
};

/* Reads MaxResults and NextToken.  MIN is the smallest page size that a request
 * may ask for.  IDS is the request's parameter for ids or names, or NULL.  If
 * IDS is not NULL, refuses MaxResults and NextToken. */
int paging_read(struct paging *p, const struct call *c, long min,
		const char *ids, struct fault *fault);

bool paging_is_full(const struct paging *p);

/* Adds COUNT resources.  The next page begins after the rowid PLACE. */
void paging_took(struct paging *p, const char *place, long count);

void paging_write(const struct paging *p, const struct call *c);

#endif

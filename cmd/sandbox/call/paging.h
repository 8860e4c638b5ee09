/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Divides lists into pages (MaxResults and NextToken).
 *
 * A token holds the rowid after which the next page begins, and the hash of the
 * request (call_hash).  We refuse a token from another account, or for other
 * parameters.  The hash does not protect the rowid.
 */
#ifndef PAGING_H
#define PAGING_H

#include "call/call.h"

#define PAGING_PARAMETERS "MaxResults", "NextToken"

enum { PAGING_PLACE_SIZE = 24, PAGING_MAX = 1000 };

struct paging {
	long limit;			/* page size, or 0 for no limit */
	long count;			/* number of resources on the page */
	char after[PAGING_PLACE_SIZE];	/* rowid of the last resource written on
					 * this page or before; "0": none */
	char hash[CALL_HASH_SIZE];
};

/* Reads MaxResults and NextToken.  MIN is the smallest page size that a request
 * may ask for.  If the request has ids or names, IDS is the name of their
 * parameter, and paging_read refuses MaxResults and NextToken.  Otherwise IDS
 * is NULL. */
int paging_read(struct paging *p, const struct call *c, long min,
		const char *ids, struct fault *fault);

bool paging_is_full(const struct paging *p);

/* Adds COUNT resources to the page.  The last of them has the rowid PLACE. */
void paging_took(struct paging *p, const char *place, long count);

void paging_write(const struct paging *p, const struct call *c);

#endif

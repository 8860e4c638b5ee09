/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides whether we believe one resource of a reply.  The resource must have
 * an id and occur only once.  The request must ask for the resource, and the
 * resource must not contradict the request.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/node.h"
#include "reply/rule.h"

/* Whether we believe a resource, and the reason if we do not. */
struct verdict {
	const char *id;		/* the resource's id, without blanks around
				 * it */
	size_t len;		/* length of the id in bytes, or 0 if the id is
				 * unknown */
	bool exact;		/* the case of the id matters */
	char words[128];	/* why we do not believe the resource; "" if we
				 * do */
};

/* Judges RESOURCE, which is ITEM or below it.  Records in A that the reply has
 * RESOURCE. */
int verdict_find(struct answer *a, const struct node *resource,
		 const struct node *item, struct verdict *v, struct err *err);

/* Appends the LEN bytes at ID in the form in which we remember ids: in lower
 * case, unless EXACT. */
int verdict_key(struct buf *key, const char *id, size_t len, bool exact,
		struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides whether we believe one resource of a reply.  If `id` of the struct
 * answer_rule is set, the resource must have an id (or else a name) that did
 * not occur earlier in the reply.  If the request lists ids or names, the
 * resource must be one of them.  The resource must not contradict the request.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/node.h"
#include "reply/rule.h"

/* Says whether we believe a resource, and the reason if we do not. */
struct verdict {
	const char *id;		/* the resource's id, or its name if it has no
				 * id, without blanks around it */
	size_t len;		/* length of `id` in bytes, or 0 if the resource
				 * has neither an id nor a name, or has two ids
				 * or names */
	bool exact;		/* the case of `id` matters */
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

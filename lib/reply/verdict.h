/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether one thing of a reply is believed: it has an id, was asked for, comes
 * once, and does not contradict the request.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/node.h"
#include "reply/rule.h"

/* Whether a thing is believed, and why not. */
struct verdict {
	const char *id;		/* the thing's id, without blanks around it */
	size_t len;		/* length of the id in bytes; 0: the id is
				 * unknown */
	bool exact;		/* the case of the id matters */
	char words[128];	/* why we do not believe the thing; "" if we
				 * do */
};

/* Judges THING, which is ITEM or below it, and notes in A that it came. */
int verdict_find(struct answer *a, const struct node *thing,
		 const struct node *item, struct verdict *v, struct err *err);

/* Appends the form in which the LEN bytes at ID are remembered: in lower case,
 * unless EXACT. */
int verdict_key(struct buf *key, const char *id, size_t len, bool exact,
		struct err *err);

#endif

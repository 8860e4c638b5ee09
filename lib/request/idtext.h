/* SPDX-License-Identifier: BSD-2-Clause */
/* Instance and image ids, found in a text as people write it. */
#ifndef IDTEXT_H
#define IDTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pasted.h"

/* Hex digits of an id: a long one has 17. */
enum { IDTEXT_SHORT = 8, IDTEXT_LONG = 17 };

/* How an id is read: as it is written, with capital letters for small ones too,
 * or also with letters for digits, and another mark than - or none. */
enum idtext_reading { IDTEXT_EXACT, IDTEXT_ANY_CASE, IDTEXT_LIKELY };

/* An id, and which part of a text it is. */
struct idtext_found {
	struct pasted_part part;
	char id[32];
	bool several;		/* there is another one beside it */
};

/* Finds an id that begins with PREFIX, such as "i-", in TEXT. */
bool idtext_find(const char *text, const char *prefix, enum idtext_reading how,
	     struct idtext_found *out);

/* Whether TEXT is the digits of an id without its prefix. */
bool idtext_is_bare(const char *text);

/* Adds to P what differs between the part that was found and the id. */
void idtext_compare(struct pasted *p, const struct idtext_found *found,
		const char *prefix);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Instance and image ids, found in a text as people write it. */
#ifndef IDTEXT_H
#define IDTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pasted.h"

/* Hex digits of an id: a long one has 17. */
enum { IDTEXT_SHORT = 8, IDTEXT_LONG = 17 };

/* An id, and which part of a text it is. */
struct idtext_found {
	struct pasted_part part;
	char id[32];
	bool several;		/* the text has another id too */
};

/* Finds an id that begins with PREFIX, such as "i-", in TEXT.  Looks first for
 * an id in its proper form, then for one in upper case, and then for one with
 * letters in place of digits, or with another mark than the hyphen, or with no
 * mark. */
bool idtext_find(const char *text, const char *prefix,
		 struct idtext_found *out);

/* Whether TEXT has the digits of an id but no prefix. */
bool idtext_is_bare(const char *text);

/* Adds the differences between the part of the text and the id to P, as
 * reasons. */
void idtext_compare(struct pasted *p, const struct idtext_found *found,
		    const char *prefix);

#endif

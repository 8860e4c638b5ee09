/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds ids in text that people typed or pasted. */
#ifndef IDTEXT_H
#define IDTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pasted.h"

/* The number of hex digits in a short id and in a long one. */
enum { IDTEXT_SHORT = 8, IDTEXT_LONG = 17 };

/* An id, and the part of a text where it is. */
struct idtext_found {
	struct pasted_part part;
	char id[32];
	bool several;		/* the text also has another id */
};

/* Finds an id that begins with PREFIX, such as "i-", in TEXT.  Looks first for
 * an id in its proper form, then for an id in upper case.  Last, also accepts
 * letters that resemble digits or the i of i-, and another mark or no mark in
 * place of the hyphen. */
bool idtext_find(const char *text, const char *prefix,
		 struct idtext_found *out);

/* Returns whether TEXT is an id without its prefix: 8 or 17 hex digits. */
bool idtext_is_bare(const char *text);

/* If TEXT begins with the prefix of an id or of EC2's host names, returns the
 * kind, such as "a volume" for "vol-", and sets *LEN to the length of the
 * prefix.  Otherwise returns NULL; *LEN then has no meaning. */
const char *idtext_resource(const char *text, size_t *len);

/* Returns whether TEXT is a UUID, of the form 8-4-4-4-12, possibly with other
 * text after it.  Other clouds use UUIDs as ids. */
bool idtext_is_uuid(const char *text);

/* Returns whether the word at offset AT of TEXT follows the prefix of an id, or
 * begins a UUID. */
bool idtext_is_part(const char *text, size_t at);

/* Compares the text of P at found->part with found->id, and adds the
 * differences to P as reasons. */
void idtext_compare(struct pasted *p, const struct idtext_found *found,
		    const char *prefix);

#endif

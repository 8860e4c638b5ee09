/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The values that a request asks for (ids, names, and values of filters),
 * sorted for binary search.
 */
#ifndef REQUESTED_H
#define REQUESTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/params.h"

/* A value that the request asks for. */
struct requested_word {
	const char *text;	/* the value; the request's parameters own the
				 * string */
	bool found;		/* a complete reply had the value, or we have
				 * already reported that the replies lack it */
	bool met;		/* a complete reply, or the current reply, had
				 * the value */
};

/* Values, sorted by text once requested_sort was called.  Initialize this
 * struct with `= { 0 }`. */
struct requested_words {
	struct requested_word *list;
	size_t len;
	bool exact;		/* values that differ only in case are
				 * different */
};

bool requested_is_blank(char c);

/* Returns where TEXT begins after its leading blanks.  Sets *LEN to the length
 * without trailing blanks. */
const char *requested_trim(const char *text, size_t *len);

/* Compares the LEN bytes at A with the string B, and returns an order as strcmp
 * does.  Ignores the case of ASCII letters unless EXACT. */
int requested_compare(const char *a, size_t len, const char *b, bool exact);

/* Returns whether NAME is LIST.N followed by REST.  N is any number. */
bool requested_is_element(const char *name, const char *list, const char *rest);

/* Returns whether the request has a parameter whose name begins with LIST and a
 * dot. */
bool requested_has_list(const struct params *request, const char *list);

/* requested_add_list adds the values of the elements LIST.1, LIST.2, ...;
 * requested_add_filter adds the values of the first filter called NAME.  The
 * request still owns the strings. */
int requested_add_list(struct requested_words *w, const struct params *request,
		       const char *list, struct err *err);
int requested_add_filter(struct requested_words *w,
			 const struct params *request, const char *name,
			 struct err *err);

/* Sorts the values for requested_find, and removes values that occur twice.
 * Call requested_sort after you have added all values. */
void requested_sort(struct requested_words *w);

/* Returns the value that equals the LEN bytes at TEXT, or NULL. */
struct requested_word *requested_find(const struct requested_words *w,
				      const char *text, size_t len);

/* Returns whether we can compare a resource with all of the values.  Returns
 * false if a value is empty or contains a wildcard or a backslash.  If OWNERS,
 * also returns false if a value is not an account number, or if the request has
 * the list ExecutableBy. */
bool requested_is_plain(const struct requested_words *w, bool owners,
			const struct params *request);

void requested_release(struct requested_words *w);

#endif

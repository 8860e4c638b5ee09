/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The values that a request asks for (ids, and values of filters), sorted for
 * binary search.
 */
#ifndef ASKED_H
#define ASKED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/params.h"

/* A value that the request asks for. */
struct asked_word {
	const char *text;	/* the value; the request's parameters own the
				 * string */
	bool found;		/* a complete reply had the value */
	bool met;		/* a complete reply, or the current reply, had
				 * the value */
};

/* Values, sorted by text.  Initialise with `= {0}`. */
struct asked_words {
	struct asked_word *list;
	size_t len;
	bool exact;		/* case matters */
};

bool asked_is_blank(char c);

/* Returns where TEXT begins after its leading blanks.  Sets *LEN to the length
 * without trailing blanks. */
const char *asked_trim(const char *text, size_t *len);

/* Compares the LEN bytes at A with the string B. */
int asked_compare(const char *a, size_t len, const char *b, bool exact);

/* Returns whether NAME is LIST.N followed by REST.  N is any number. */
bool asked_is_element(const char *name, const char *list, const char *rest);

/* Returns whether the request has a parameter whose name begins with LIST and a
 * dot. */
bool asked_has_list(const struct params *request, const char *list);

/* asked_add_list adds the values of the elements LIST.1, LIST.2, ...;
 * asked_add_filter adds the values of the filter NAME.  The request still owns
 * the strings. */
int asked_add_list(struct asked_words *w, const struct params *request,
		   const char *list, struct err *err);
int asked_add_filter(struct asked_words *w, const struct params *request,
		     const char *name, struct err *err);

/* Sorts the values for asked_find.  Call asked_sort after you have added all
 * values. */
void asked_sort(struct asked_words *w);

/* Returns the value that equals the LEN bytes at TEXT, or NULL. */
struct asked_word *asked_find(const struct asked_words *w, const char *text,
			      size_t len);

/* Returns whether we can compare a thing with all of the values: no value may
 * be empty or contain a wildcard.  If OWNERS, the values are owners: all of
 * them must be account numbers, and the request must not have the list
 * ExecutableBy. */
bool asked_is_plain(const struct asked_words *w, bool owners,
		    const struct params *request);

void asked_release(struct asked_words *w);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The values that a request asks for, ids and values of filters, sorted for
 * binary search.
 */
#ifndef ASKED_H
#define ASKED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/params.h"

/* A value that was asked for. */
struct asked_word {
	const char *text;	/* the text, in the request's parameters */
	bool found;		/* a whole reply had the value */
	bool met;		/* a whole reply, or the reply under way, had
				 * the value */
};

/* Values in order of their text.  Start as `= {0}`. */
struct asked_words {
	struct asked_word *list;
	size_t len;
	bool exact;		/* case matters */
};

bool asked_is_blank(char c);

/* Where TEXT begins without the blanks before it; sets *LEN to its length
 * without those after it. */
const char *asked_trim(const char *text, size_t *len);

/* Compares the LEN bytes at A with the string B. */
int asked_compare(const char *a, size_t len, const char *b, bool exact);

/* Whether NAME is LIST.N followed by REST. */
bool asked_is_element(const char *name, const char *list, const char *rest);

/* Whether the request has a parameter LIST.something. */
bool asked_has_list(const struct params *request, const char *list);

/* Adds the values of the elements LIST.1, LIST.2, ..., or of the filter NAME;
 * their texts are the request's. */
int asked_add_list(struct asked_words *w, const struct params *request,
		   const char *list, struct err *err);
int asked_add_filter(struct asked_words *w, const struct params *request,
		     const char *name, struct err *err);

/* Sorts the values for asked_find.  Call it after all are added. */
void asked_sort(struct asked_words *w);

/* The value equal to the LEN bytes at TEXT, or NULL. */
struct asked_word *asked_find(const struct asked_words *w, const char *text,
			      size_t len);

/* Whether a thing can be compared with all of the values.  No value may be
 * empty or have a wildcard.  If they are OWNERS, all must be account numbers,
 * and the request may not select by sharing. */
bool asked_is_plain(const struct asked_words *w, bool owners,
		    const struct params *request);

void asked_release(struct asked_words *w);

#endif

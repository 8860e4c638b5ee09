/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The values that a request asks for: ids, and those of filters, in an order
 * in which each is found at once.
 */
#ifndef ASKED_H
#define ASKED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/params.h"

/* A value that was asked for. */
struct asked_word {
	const char *text;	/* in the request's parameters */
	bool found;		/* in a reply that was whole */
	bool met;		/* in that, or in the reply under way */
};

/* Values in order of their text.  Start as `= {0}`. */
struct asked_words {
	struct asked_word *list;
	size_t len;
	bool exact;		/* case matters */
};

/* C in lower case, if it is ASCII. */
int asked_lower(char c);

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

/* When all are added: makes them ready for asked_find. */
void asked_sort(struct asked_words *w);

/* The value that is the LEN bytes at TEXT, or NULL. */
struct asked_word *asked_find(const struct asked_words *w, const char *text,
			      size_t len);

/* Whether a thing can be held against all of the values: none has a wildcard
 * or is empty; of OWNERS all are account numbers, and nothing selects by
 * sharing. */
bool asked_is_plain(const struct asked_words *w, bool owners,
		    const struct params *request);

void asked_release(struct asked_words *w);

#endif

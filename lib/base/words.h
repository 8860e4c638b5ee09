/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Splits a line into words as a shell does, with quotes and backslashes.
 * Nothing else of a shell works: no variables, no patterns, no other commands.
 */
#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Start as `= {0}`. */
struct words {
	char **list;		/* LEN words and a NULL */
	size_t len;
	struct buf text;	/* the words, each with a NUL */
	bool exhausted;		/* words_split failed as memory ran out */
};

/* Fails when a quote is not closed, or a backslash ends the line. */
int words_split(struct words *w, const char *line, struct err *err);
void words_release(struct words *w);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A line split into words as a shell would, quotes and backslashes included,
 * and without anything else that a shell does: no variables, no patterns, no
 * other commands.
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
	struct buf text;	/* where they lie */
	bool exhausted;		/* it failed because memory ran out */
};

/* Fails when a quote is not closed, or a backslash ends the line. */
int words_split(struct words *w, const char *line, struct err *err);
void words_release(struct words *w);

#endif

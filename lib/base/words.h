/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Splits a line into words like Python's shlex.split, with quotes and
 * backslashes.  Variables, patterns and commands are not expanded.
 */
#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Initialize this struct with `= { 0 }`. */
struct words {
	char **list;		/* `len` words followed by NULL */
	size_t len;
	struct buf text;	/* the words, each followed by a NUL */
	bool out_of_memory;	/* words_split failed because memory ran out */
};

/* Splits LINE.  Fails if a quote is not closed or if the line ends in a
 * backslash.  The caller calls words_release even after a failure. */
int words_split(struct words *w, const char *line, struct err *err);
void words_release(struct words *w);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Values from a file descriptor, one a line, read only when the caller asks.
 * Surrounding white space and carriage returns are dropped, and so is a byte
 * order mark at the start; blank lines are passed over, and the last line needs
 * no newline.
 */
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* The longest line. */
enum { LINES_MAX = 64 * 1024 };

enum lines_state {
	LINES_ONE,	/* a line is there */
	LINES_WAIT,	/* no line yet: wait until the descriptor is readable */
	LINES_END,	/* there are no more lines */
};

/* Start with lines_init. */
struct lines {
	int fd;
	struct buf buf;		/* bytes that were read but not yet given out */
	size_t at;		/* where the next line starts in `buf` */
	bool ended;
	unsigned long number;	/* number of the line given out last, from 1 */
};

/* The caller closes FD. */
void lines_init(struct lines *l, int fd);
void lines_release(struct lines *l);

/* How many lines are to come, blank ones included; 0 if the descriptor is no
 * file.  Does not take them from the descriptor. */
unsigned long lines_ahead(const struct lines *l);

/* The next line, without ever blocking.  *LINE is valid until the next
 * call.  Fails when reading fails, and on a line that is too long or holds a
 * NUL byte. */
int lines_next(struct lines *l, enum lines_state *state, const char **line,
	       struct err *err);

/* Like lines_next, but waits for a line however long that takes: *STATE is
 * never LINES_WAIT. */
int lines_wait(struct lines *l, enum lines_state *state, const char **line,
	       struct err *err);

#endif

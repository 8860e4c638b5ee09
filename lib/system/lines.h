/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads values, one a line, from a file descriptor.  Removes a byte order mark
 * at the start of the input, and ASCII white space, including carriage returns,
 * at both ends of a line.  Skips blank lines.  The last line does not need a
 * newline.
 */
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* The maximum length of a trimmed line in bytes. */
enum { LINES_MAX = 64 * 1024 };

enum lines_state {
	LINES_ONE,	/* *LINE is the next line */
	LINES_WAIT,	/* no complete line yet; wait until the descriptor is
			 * readable */
	LINES_END,	/* the input has ended */
};

/* Initialize this struct with lines_init. */
struct lines {
	int fd;
	struct buf buf;		/* bytes read from the descriptor */
	size_t at;		/* offset in `buf` of the next line */
	bool ended;		/* the descriptor has no more bytes */
	unsigned long number;	/* number of lines taken so far, including blank
				 * lines */
};

/* lines_init prepares to read from FD, which the caller closes.  lines_release
 * frees the memory. */
void lines_init(struct lines *l, int fd);
void lines_release(struct lines *l);

/* Returns the number of lines after the descriptor's current offset, including
 * blank lines, without moving the offset.  Returns 0 if the descriptor is not a
 * regular file or cannot be read. */
unsigned long lines_ahead(const struct lines *l);

/* Reads the next line without waiting for a pipe or a terminal.  *LINE is valid
 * until the next call.  Fails on a read error and on a line that is too long or
 * contains a NUL byte. */
int lines_next(struct lines *l, enum lines_state *state, const char **line,
	       struct err *err);

/* Does the same as lines_next, but waits for a line without a timeout.  Fails
 * if a signal interrupts the wait.  Never sets *STATE to LINES_WAIT. */
int lines_wait(struct lines *l, enum lines_state *state, const char **line,
	       struct err *err);

#endif

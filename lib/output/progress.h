/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Shows how far a long run has come, as one line on a terminal.
 *
 * The functions are pure: the caller passes the time, in milliseconds of a
 * clock that never goes back.  Start with progress_begin.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>

#include "base/buf.h"

/* A run of at most this many jobs draws no line.  The line is not redrawn
 * within this many milliseconds. */
enum { PROGRESS_JOBS = 20, PROGRESS_MS = 100 };

/* Columns of a terminal that does not say how many it has. */
enum { PROGRESS_COLUMNS = 80 };

struct progress {
	unsigned long total;	/* jobs in all; 0: unknown */
	unsigned long done, failed;
	long long drawn_ms;
	unsigned long drawn_done;	/* what `done` was at drawn_ms */
	double rate;		/* recent jobs per second */
	size_t columns;		/* columns of the terminal, at least 1; the
				 * caller updates this, since windows change */
	size_t width;		/* columns of the line on the terminal */
};

void progress_begin(struct progress *p, unsigned long total,
		    long long now_ms);

/* Whether there is something new to draw. */
bool progress_due(const struct progress *p, long long now_ms);

/* Appends the bytes that draw the line over the last one, no wider than the
 * terminal. */
void progress_draw(struct progress *p, long long now_ms, struct buf *out);

/* Appends the bytes that erase the line. */
void progress_erase(struct progress *p, struct buf *out);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Shows the progress of a long run in one line on a terminal.
 *
 * The functions do not read the clock and do not print.  The caller passes the
 * time in milliseconds of a monotonic clock, and prints what the functions
 * append.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>

#include "base/buf.h"

/* The progress line appears if a run has more than PROGRESS_JOBS jobs or, if
 * their number is unknown, once more than that are done.  PROGRESS_MS is the
 * minimum time in milliseconds between two updates. */
enum { PROGRESS_JOBS = 20, PROGRESS_MS = 100 };

/* The assumed number of columns if the terminal's width is unknown. */
enum { PROGRESS_COLUMNS = 80 };

struct progress {
	unsigned long total;	/* expected number of jobs, or 0 if unknown;
				 * `done` may exceed this number */
	unsigned long done, failed;
	long long drawn_ms;	/* time of the last drawing, or of
				 * progress_begin */
	unsigned long drawn_done;	/* value of `done` at the time
					 * `drawn_ms` */
	double rate;		/* jobs per second, as a moving average */
	size_t columns;		/* columns of the terminal, at least 1; the
				 * caller updates the number when the user
				 * resizes the window */
	size_t width;		/* columns of the progress line that the
				 * terminal shows, or 0 */
};

void progress_begin(struct progress *p, unsigned long total, long long now_ms);

/* Returns whether the caller should call progress_draw now. */
bool progress_due(const struct progress *p, long long now_ms);

/* Appends the bytes that draw the line over the previous one.  The line is
 * narrower than the terminal. */
void progress_draw(struct progress *p, long long now_ms, struct buf *out);

/* Appends the bytes that erase the line. */
void progress_erase(struct progress *p, struct buf *out);

#endif

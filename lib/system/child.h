/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a program of the user's and returns what it prints.
 *
 * We run it directly, without a shell, as spawn.h says.  It shares our standard
 * error.
 *
 * A process that has confined itself cannot run programs.  So another process,
 * started before that, runs the program each time that credentials must be
 * renewed.
 */
#ifndef CHILD_H
#define CHILD_H

#include <signal.h>

#include "base/buf.h"
#include "base/err.h"

struct child;

/* The limits of one run. */
struct child_limit {
	long seconds;		/* 0: no limit */
	const char *variable;	/* the variable that sets `seconds`, for
				 * messages */
};

/* Starts a process that runs ARGV on request and does nothing else.  It ends,
 * and ends the program, when the caller frees it or exits in any way.  Call
 * this before other threads start and before the process is confined. */
int child_new(struct child **out, char **argv,
	      const struct child_limit *limit, struct err *err);
void child_free(struct child *c);

/* Runs the program, and puts what it prints, at most 64 KiB, into OUT.  Once
 * *STOP is set (STOP may be NULL), the program is ended and the child can only
 * be freed. */
int child_run(struct child *c, const volatile sig_atomic_t *stop,
	      struct buf *out, struct err *err);

#endif

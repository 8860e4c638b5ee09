/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program of the user's that is run for what it prints.
 *
 * It is run directly, by no shell, as spawn.h says; its standard error is
 * ours.
 *
 * A process that has confined itself cannot run programs, and what it could
 * run would be confined with it.  So it is another process, begun before,
 * that runs the program, as often as credentials have to be renewed.
 */
#ifndef CHILD_H
#define CHILD_H

#include <signal.h>

#include "base/buf.h"
#include "base/err.h"

struct child;

/* How long one run may take. */
struct child_limit {
	long seconds;		/* 0: as long as it likes */
	const char *variable;	/* that sets it, for words */
};

/* Starts a process that runs ARGV whenever it is asked to, and can be asked
 * nothing else.  It ends, and with it the program, when the caller frees it,
 * or ends in whatever way.  Before other threads, and before the process is
 * confined. */
int child_new(struct child **out, char **argv,
	      const struct child_limit *limit, struct err *err);
void child_free(struct child *c);

/* Runs it.  What it prints, 64 KiB at most, is then in OUT.  Once *STOP is
 * set, unless STOP is NULL, the program is ended and the child can only be
 * freed. */
int child_run(struct child *c, const volatile sig_atomic_t *stop,
	      struct buf *out, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a program that the user has configured and returns the program's
 * standard output.
 *
 * We run the program directly, without a shell: see spawn.h.  The program
 * shares our standard error.
 *
 * A confined process cannot run programs.  So this module starts a helper
 * process before the command confines itself.
 */
#ifndef CHILD_H
#define CHILD_H

#include <signal.h>

#include "base/buf.h"
#include "base/err.h"

struct child;

struct child_limit {
	long seconds;		/* timeout of each run, or 0 for none */
	const char *variable;	/* name of the environment variable that sets
				 * `seconds`, for messages */
};

/* Starts the helper process, which runs the program and arguments ARGV each
 * time child_run asks for it.  When the caller calls child_free or exits, the
 * helper process ends the program if it is running, and then exits.  Call
 * child_new before other threads start and before confine_apply.  child_free
 * accepts NULL. */
int child_new(struct child **out, char **argv,
	      const struct child_limit *limit, struct err *err);
void child_free(struct child *c);

/* Runs the program and replaces the content of OUT by the program's standard
 * output.  Fails if the program fails, times out, or prints more than 64 KiB.
 * If *STOP becomes non-zero first, ends the program and fails; the caller may
 * then only call child_free.  STOP may be NULL. */
int child_run(struct child *c, const volatile sig_atomic_t *stop,
	      struct buf *out, struct err *err);

#endif

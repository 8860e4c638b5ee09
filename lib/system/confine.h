/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes rights away from the process before it reads the first byte from the
 * network.  A reply that exploits a bug in a library can then do little harm.
 *
 * On Linux, the rules forbid certain system calls and allow all others, so that
 * unknown resolver modules and TLS providers still work.  A forbidden call
 * fails with an error and does not raise a signal.  The process can still read
 * files, and write to /dev/tty, /dev/null and the directories of confine_allow.
 * Descriptors that are already open keep their rights.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* The maximum number of directories to which the process keeps write access. */
enum { CONFINE_ALLOWED_MAX = 4 };

/* Initialize this struct with `= { 0 }`. */
struct confine {
	bool done;	/* confine_apply was called */
	char allowed[CONFINE_ALLOWED_MAX][1024];	/* directories with
							 * write access */
	size_t count;	/* number of these directories */
	char text[384];	/* after confine_apply: a list of the rules in force,
			 * and of the missing rules with the reasons */
};

/* Lets the process keep write access to the directory of PATH, so that it can
 * replace PATH.  Call confine_allow before confine_apply.  Has no effect if the
 * directory's name is too long or CONFINE_ALLOWED_MAX directories exist. */
void confine_allow(struct confine *c, const char *path);

/* Confines the process as far as the system supports it, irreversibly.  Only
 * the first call for C has an effect.  The caller must call confine_apply
 * before other threads start, because existing threads would remain unconfined.
 * A failure is not reported as an error, because a command also works
 * unconfined.  C->text describes the result. */
void confine_apply(struct confine *c);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program, run once for what it prints, within limits.
 *
 * Standard input stays a terminal if it is one: the program may ask there.
 * Otherwise it may be ours to read values from, and the program gets
 * /dev/null.  Where there is no controlling terminal the program has a process
 * group of its own.  When it is to end before its time, it and what it has
 * started get SIGTERM, and two seconds later SIGKILL.  What it leaves behind
 * when it ends by itself is left alone, and not waited for, even if that holds
 * its output open.
 */
#ifndef SPAWN_H
#define SPAWN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct spawn_limits {
	long seconds;		/* 0: no limit */
	const char *variable;	/* that sets them, for words */
	size_t output_max;	/* bytes of output */
};

/* Runs ARGV; the signals DEFAULTS have their default action there.  Its
 * output is appended to OUT.  Fails with words that name the program: when it
 * fails, when it breaks a limit, and when CANCEL, a descriptor, comes to its
 * end or has anything to read, which sets *CANCELLED. */
int spawn_run(char **argv, const struct spawn_limits *limits,
	      const sigset_t *defaults, int cancel, bool *cancelled,
	      struct buf *out, struct err *err);

#endif

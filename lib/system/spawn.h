/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program, run once for what it prints, within limits.
 *
 * If standard input is a terminal, the program keeps it and may ask questions
 * there.  Otherwise it gets /dev/null, since we may read values from standard
 * input.  Without a controlling terminal the program gets a process group of
 * its own.  To end it early, we send SIGTERM to it and its children, and
 * SIGKILL two seconds later.  When it ends by itself and leaves children, we
 * neither end them nor wait for them, even if they hold its output open.
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
	const char *variable;	/* the variable that sets `seconds`, for
				 * messages */
	size_t output_max;	/* most bytes of output */
};

/* Runs ARGV with the default action for the signals in DEFAULTS, and appends
 * its output to OUT.  Fails, naming the program, when it fails, when it breaks
 * a limit, and when the descriptor CANCEL ends or becomes readable, which sets
 * *CANCELLED. */
int spawn_run(char **argv, const struct spawn_limits *limits,
	      const sigset_t *defaults, int cancel, bool *cancelled,
	      struct buf *out, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a program once, within limits, and returns its standard output.
 *
 * If standard input is a terminal, the program keeps it and may ask the user
 * questions.  If standard input is not a terminal, the program gets /dev/null
 * instead, because the command may read values from its standard input.
 * Without a controlling terminal, the program gets its own process group.
 *
 * To end the program early, we send SIGTERM to it and to its children.  If the
 * program or another process of its own group still runs after two seconds, we
 * send SIGKILL.  If the program ends by itself, we neither end its children nor
 * wait for them, even if they keep the program's output open.
 */
#ifndef SPAWN_H
#define SPAWN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct spawn_limits {
	long seconds;		/* timeout, or 0 for no timeout */
	const char *variable;	/* name of the environment variable that sets
				 * `seconds`, for messages */
	size_t output_max;	/* maximum bytes of output */
};

/* Runs the program and arguments ARGV with the default action for the signals
 * in DEFAULTS, and appends the program's standard output to OUT.  Fails if the
 * program fails or exceeds a limit.  If the descriptor CANCEL becomes readable,
 * or its other end is closed, ends the program, sets *CANCELED and fails.  An
 * error that the program causes names the program. */
int spawn_run(char **argv, const struct spawn_limits *limits,
	      const sigset_t *defaults, int cancel, bool *canceled,
	      struct buf *out, struct err *err);

#endif

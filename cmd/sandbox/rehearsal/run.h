/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Waits for a signal that asks us to end, or runs a command and waits for it.
 *
 * We wait for signals instead of handling them.  run_block blocks the signals
 * before any thread starts, so that only this thread gets a signal, and only
 * while the thread waits.
 */
#ifndef RUN_H
#define RUN_H

#include <signal.h>

#include "base/err.h"

/* The signals to wait for, and the signal mask before we blocked them. */
struct run {
	sigset_t wanted, before;
};

/* Blocks all signals.  Signals that our parent ignores, as nohup and a shell's
 * background jobs do, stay ignored. */
int run_block(struct run *r, struct err *err);

/* Blocks only SIGPIPE and the signals that we wait for.  Call run_narrow after
 * the threads start. */
int run_narrow(const struct run *r, struct err *err);

/* Waits for a signal that asks us to end. */
int run_wait(const struct run *r, struct err *err);

/* Runs ARGV with ENVIRONMENT, passes signals on to the command, and waits until
 * the command ends.  Sets *STATUS to the value that a shell would report: the
 * exit status; or 128 plus the number of the signal that killed the command.
 * If the command cannot be run, *STATUS is 127 or 126, and the function fails
 * and sets ERR. */
int run_command(const struct run *r, char **argv, char **environment,
		int *status, struct err *err);

#endif

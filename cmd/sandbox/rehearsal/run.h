/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Waits for a signal that asks us to end, or runs a command to its end.
 *
 * We wait for signals instead of handling them.  run_block blocks all signals
 * before any thread starts, so that only the waiting main thread gets a signal.
 */
#ifndef RUN_H
#define RUN_H

#include <signal.h>

#include "base/err.h"

/* The signals to wait for, and the signal mask before we blocked them. */
struct run {
	sigset_t wanted, before;
};

/* Blocks all signals.  A signal that our parent made us ignore, as nohup does,
 * stays ignored. */
int run_block(struct run *r, struct err *err);

/* After the threads start, blocks only SIGPIPE and the signals to wait for. */
int run_narrow(const struct run *r, struct err *err);

/* Waits for a signal that asks us to end. */
int run_wait(const struct run *r, struct err *err);

/* Runs ARGV with ENVIRONMENT, passes signals on to the command, and waits until
 * the command ends.  Sets *STATUS to the value that a shell would report: the
 * exit status, or 128 plus the number of the signal that killed the command.
 * If the command cannot be run, fails with the *STATUS 127 or 126. */
int run_command(const struct run *r, char **argv, char **environment,
		int *status, struct err *err);

#endif

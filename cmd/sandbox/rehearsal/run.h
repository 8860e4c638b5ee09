/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Waits for a signal that asks us to end, or runs a command to its end.
 *
 * We wait for signals with sigwait.  run_block blocks all signals before any
 * thread starts, so that only the waiting main thread gets a signal.
 */
#ifndef RUN_H
#define RUN_H

#include <signal.h>

#include "base/err.h"

/* The signals to wait for, and the signal mask before run_block. */
struct run {
	sigset_t wanted, before;
};

/* Blocks all signals.  A signal that asks us to end stays ignored if our parent
 * ignored it, as nohup does. */
int run_block(struct run *r, struct err *err);

/* In this thread, blocks only SIGPIPE and the signals to wait for.  Call this
 * function after the other threads have started. */
int run_narrow(const struct run *r, struct err *err);

/* Waits for a signal that asks us to end. */
int run_wait(const struct run *r, struct err *err);

/* Runs ARGV with ENVIRONMENT and waits until the command ends.  Passes on
 * signals that ask us to end, unless the terminal also sends them to the
 * command.  Sets *STATUS to the exit status, or to 128 plus the number of the
 * signal that killed the command.  If the command cannot start, fails and sets
 * *STATUS to 127 (not found) or 126. */
int run_command(const struct run *r, char **argv, char **environment,
		int *status, struct err *err);

#endif

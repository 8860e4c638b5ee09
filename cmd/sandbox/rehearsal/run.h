/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Waits for a signal to end, or runs a command and waits for it.
 *
 * We wait for signals instead of handling them.  run_block blocks them before
 * any thread starts, so that only this thread gets them, and only while it
 * waits.
 */
#ifndef RUN_H
#define RUN_H

#include <signal.h>

#include "base/err.h"

/* Signals to wait for, and the mask from before they were blocked. */
struct run {
	sigset_t wanted, before;
};

/* Blocks all signals.  Signals that our parent ignores (nohup, a shell's
 * background job) stay ignored. */
int run_block(struct run *r, struct err *err);

/* Call after the other threads have started: blocks only the signals that we
 * wait for. */
int run_narrow(const struct run *r, struct err *err);

/* Waits for a signal that asks to end. */
int run_wait(const struct run *r, struct err *err);

/* Runs ARGV with ENVIRONMENT, passes signals on to it, and waits for its
 * end.  *STATUS is what a shell would report: the exit status; 128 plus the
 * number of the signal that killed it; or 127 or 126 if it cannot be run (then
 * the function fails and sets ERR). */
int run_command(const struct run *r, char **argv, char **environment,
		int *status, struct err *err);

#endif

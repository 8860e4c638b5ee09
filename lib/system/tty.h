/* SPDX-License-Identifier: BSD-2-Clause */
/* A question to the user at the terminal. */
#ifndef TTY_H
#define TTY_H

#include <signal.h>

#include "base/buf.h"
#include "base/err.h"

/* Prints QUESTION on the controlling terminal, and appends the line that the
 * user types there, without showing it.  Does not use standard input or
 * output.  Fails without a terminal, and after a signal that the program
 * catches.  Restores the terminal before a signal ends or stops the program.
 * STOP, unless it is NULL, is what the handlers of caught signals set: a
 * handler may have run before the question, or while the program was
 * stopped. */
int tty_ask(struct buf *out, const char *question,
	    const volatile sig_atomic_t *stop, struct err *err);

#endif

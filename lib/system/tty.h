/* SPDX-License-Identifier: BSD-2-Clause */
/* A question to whoever sits at the terminal. */
#ifndef TTY_H
#define TTY_H

#include <signal.h>

#include "base/buf.h"
#include "base/err.h"

/* Prints QUESTION on the controlling terminal, and appends the line that is
 * typed there, unseen.  Standard input and output have no part in it.  Fails
 * when there is no terminal, and after a signal that the program catches; one
 * that ends or stops it finds the terminal as it was.  STOP, unless it is NULL,
 * is what the handlers of caught signals set: one may run unseen, before the
 * question or while the program is stopped. */
int tty_ask(struct buf *out, const char *question,
	    const volatile sig_atomic_t *stop, struct err *err);

#endif

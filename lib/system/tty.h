/* SPDX-License-Identifier: BSD-2-Clause */
/* Prompts the user at the terminal. */
#ifndef TTY_H
#define TTY_H

#include <signal.h>

#include "base/buf.h"
#include "base/err.h"

/* Prints QUESTION on the controlling terminal, and reads a line with echo
 * turned off.  Appends the line to OUT without the white space at its end.
 * Does not use standard input or output.  Fails if there is no terminal, if the
 * answer is empty, or if a signal arrives that the program handles.  Restores
 * the terminal before a signal ends or stops the program.
 *
 * STOP is the flag that the program's signal handlers set, or NULL.  tty_ask
 * checks the flag because a handler may have run before the prompt or while the
 * program was stopped. */
int tty_ask(struct buf *out, const char *question,
	    const volatile sig_atomic_t *stop, struct err *err);

#endif

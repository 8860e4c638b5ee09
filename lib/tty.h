/* SPDX-License-Identifier: BSD-2-Clause */
/* A question to whoever sits at the terminal. */
#ifndef TTY_H
#define TTY_H

#include "buf.h"
#include "err.h"

/* Prints QUESTION on the controlling terminal, and appends the line that is
 * typed there, unseen.  Standard input and output have no part in it.  Fails
 * when there is no terminal, and after a signal that the program catches; one
 * that ends or stops it finds the terminal as it was. */
int tty_ask(struct buf *out, const char *question, struct err *err);

#endif

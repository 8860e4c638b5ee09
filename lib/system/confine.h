/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a process gives up before it reads the first byte from the network, so
 * that a fault in a library that a reply could exploit leads nowhere.
 *
 * It is a list of what is refused, not of what is allowed: a resolver module
 * or a TLS provider that is unknown here goes on working, and one
 * that tries what is refused gets an error (EPERM, EACCES), not a signal.
 * Files can be read as before, and /dev/tty and /dev/null written; what is
 * open stays as it is.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include <stdbool.h>

/* Start as `= {0}`. */
struct confine {
	bool done;
	char allowed[1024];	/* a directory that may be written to; "": none */
	char text[384];	/* what is in force, and what is not and why */
};

/* Keeps the right to replace PATH, and so to write to its directory; before
 * confine_apply, or else without effect. */
void confine_allow(struct confine *c, const char *path);

/* Gives up what the system lets it, the first time it is called with C; there
 * is no way back.  Before other threads, which would not be confined.  No run
 * needs what it does, so that it cannot fail; C->text says what came of it. */
void confine_apply(struct confine *c);

#endif

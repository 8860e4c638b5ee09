/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a process gives up before it reads the first byte from the network.  A
 * reply that exploits a fault in a library then gains little.
 *
 * The lists say what is refused, not what is allowed, so that resolver modules
 * and TLS providers that we do not know go on working.  A refused call fails
 * with EPERM or EACCES; it does not raise a signal.  Files can be read as
 * before, and /dev/tty and /dev/null can be written.  Open descriptors are not
 * affected.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* Most directories that may be written to. */
enum { CONFINE_ALLOWED_MAX = 4 };

/* Start as `= {0}`. */
struct confine {
	bool done;
	char allowed[CONFINE_ALLOWED_MAX][1024];	/* directories that may
							 * be written to */
	size_t count;
	char text[384];	/* what is in force, and what is not and why */
};

/* Keeps the right to replace PATH, and so to write to its directory.  Has no
 * effect after confine_apply, or once there are CONFINE_ALLOWED_MAX. */
void confine_allow(struct confine *c, const char *path);

/* Gives up as much as the system supports, the first time it is called with C;
 * this cannot be undone.  Call it before other threads start, since they would
 * not be confined.  Cannot fail, since a run also works unconfined; C->text
 * says what is in force. */
void confine_apply(struct confine *c);

#endif

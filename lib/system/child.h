/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program of the user's that is run for what it prints.
 *
 * It is run directly, by no shell; its standard error is ours.  Standard
 * input stays a terminal if it is one: the program may ask there.  Otherwise
 * it may be ours to read values from, and the program gets /dev/null.
 *
 * A process that has confined itself cannot run programs, and what it could
 * run would be confined with it.  So it is another process, begun before,
 * that runs the program, as often as credentials have to be renewed.
 */
#ifndef CHILD_H
#define CHILD_H

#include "base/buf.h"
#include "base/err.h"

struct child;

/* Starts a process that runs ARGV whenever it is asked to, and can be asked
 * nothing else.  It ends when the caller frees it, or ends.  Before other
 * threads, and before the process is confined. */
int child_new(struct child **out, char **argv, struct err *err);
void child_free(struct child *c);

/* Runs it.  What it prints, 64 KiB at most, is then in OUT. */
int child_run(struct child *c, struct buf *out, struct err *err);

#endif

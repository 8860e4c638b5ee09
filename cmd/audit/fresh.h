/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A file that is made beside another, to take its place at once.
 *
 * It is locked as long as it is made.  One that nobody locks was left by a run
 * that was killed: the next run removes it.
 */
#ifndef FRESH_H
#define FRESH_H

#include <stddef.h>

#include "base/buf.h"

/* What follows its name in that of a new database, since SQLite would give up
 * the lock of its own file. */
#define FRESH_DB "-db"

/* Appends the directory that PATH is in; returns how long that is in PATH. */
size_t fresh_folder(struct buf *out, const char *path);

/* Removes what killed runs have left beside PATH. */
void fresh_sweep(const char *path);

/* The same; then makes a file for its owner alone, and sets NAME to its path.
 * Returns its descriptor, or -1 with errno. */
int fresh_make(struct buf *name, const char *path);

/* Closes and removes it, and a database that has its name. */
void fresh_drop(struct buf *name, int fd);

#endif

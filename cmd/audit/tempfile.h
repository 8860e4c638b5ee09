/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes a temporary file beside another file.  A caller can fill the temporary
 * file and then rename it, which replaces the other file in one step.
 *
 * tempfile_make locks the temporary file until tempfile_drop.  Later runs
 * remove the unlocked temporary files of runs that were killed.
 */
#ifndef TEMPFILE_H
#define TEMPFILE_H

#include <stddef.h>

#include "base/buf.h"

/* The name of a new database is the temporary file's name with this suffix.
 * The database is not the temporary file itself, because a process loses its
 * locks on a file when SQLite closes that file. */
#define TEMPFILE_DB "-db"

/* Appends PATH's directory with its slash to OUT, or "./" if PATH has no slash.
 * Returns the length of the directory and its slash in PATH. */
size_t tempfile_folder(struct buf *out, const char *path);

/* Removes the temporary files that killed runs have left beside PATH. */
void tempfile_sweep(const char *path);

/* Calls tempfile_sweep, makes a file of mode 0600, locks it, and sets NAME to
 * its path.  Returns the file's descriptor.  After a failure, returns -1 and
 * sets errno. */
int tempfile_make(struct buf *name, const char *path);

/* Removes the file NAME and the database that is named after it, closes FD and
 * releases NAME.  If FD is -1, only releases NAME. */
void tempfile_drop(struct buf *name, int fd);

#endif

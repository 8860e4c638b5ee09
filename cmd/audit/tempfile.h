/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A temporary file beside another file.  The caller fills it, and then replaces
 * the other file by it in one step.
 *
 * tempfile_make locks the temporary file until tempfile_drop.  The next run
 * removes an unlocked one, because the run that made it was killed.
 */
#ifndef TEMPFILE_H
#define TEMPFILE_H

#include <stddef.h>

#include "base/buf.h"

/* A new database has this after the temporary file's name.  It is a file of its
 * own: when SQLite closes a file, the process loses its locks of that file. */
#define TEMPFILE_DB "-db"

/* Appends PATH's directory with its slash to OUT, or "./" if PATH has no slash.
 * Returns how long the directory is in PATH. */
size_t tempfile_folder(struct buf *out, const char *path);

/* Removes what killed runs have left beside PATH. */
void tempfile_sweep(const char *path);

/* Calls tempfile_sweep, makes and locks a file of mode 0600, and sets NAME to
 * its path.  Returns its descriptor, or -1 with errno. */
int tempfile_make(struct buf *name, const char *path);

/* Removes the file NAME and the database of its name, closes FD and releases
 * NAME.  If FD is -1, only releases NAME. */
void tempfile_drop(struct buf *name, int fd);

#endif

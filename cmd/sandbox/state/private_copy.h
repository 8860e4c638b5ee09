/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes and removes private directories, and copies of databases in them. */
#ifndef PRIVATE_COPY_H
#define PRIVATE_COPY_H

#include "base/buf.h"
#include "base/err.h"

/* Initialize this struct with `= { 0 }`. */
struct private_copy {
	struct buf directory;
	struct buf file;		/* path of the copy */
};

/* Makes a private directory in TMPDIR, or in /tmp if TMPDIR is unset or
 * relative.  OUT must be empty and gets the directory's path. */
int private_copy_directory(struct buf *out, struct err *err);

/* Removes a private directory and the files that the sandbox and the audits
 * made in it.  Removes nothing if the path is now a symbolic link, and keeps a
 * directory that has other files.  Releases DIRECTORY. */
void private_copy_clear(struct buf *directory);

/* Copies FILE, and SQLite's log beside it, if any, into a private directory.
 * The caller must call private_copy_remove, even after a failure. */
int private_copy_make(struct private_copy *copy, const char *file,
		      struct err *err);
void private_copy_remove(struct private_copy *copy);

#endif

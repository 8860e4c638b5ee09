/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Replaces files atomically.
 *
 * Replaces only regular files, not devices, FIFOs, sockets or directories.
 * Follows a symbolic link if the link belongs to root, to the caller or, in a
 * sticky directory, to the directory's owner.
 */
#ifndef WRITTEN_H
#define WRITTEN_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

/* Initialize this struct with `= {0}`. */
struct written {
	const char *name;	/* the path, as the user wrote it */
	struct buf path;	/* the path, with symbolic links followed */
	bool output;		/* the name is "-", standard output */
	bool allowed;		/* written_check has allowed the path, and no
				 * write has failed */
	bool exists;
	mode_t mode;		/* `mode`, `uid` and `gid` are those of the
				 * replaced file */
	uid_t uid;
	gid_t gid;
	mode_t fresh;		/* mode for a file that does not exist yet */
	struct buf made;	/* the new file that written_prepare made */
	int fd;
};

/* Checks whether NAME may be written.  MODE is the mode of a new file. */
int written_check(struct written *w, const char *name, mode_t mode,
		  struct err *err);

/* Returns whether PATH names the same file as W. */
bool written_is(const struct written *w, const char *path);

/* written_prepare checks the name again and writes TEXT to a new file.
 * written_commit replaces the old file by the new file.  written_put calls both
 * functions.  After a failure the old file is still there.  The caller does not
 * use these functions for "-", but writes to standard output itself. */
int written_prepare(struct written *w, const struct buf *text,
		    struct err *err);
int written_commit(struct written *w, struct err *err);
int written_put(struct written *w, const struct buf *text, struct err *err);
void written_release(struct written *w);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Replaces files atomically, and replaces nothing but files.
 *
 * Only a regular file is replaced, not a device, FIFO, socket or directory.  A
 * symbolic link is followed if it belongs to root, to the caller or, in a
 * sticky directory, to the directory's owner.
 */
#ifndef WRITTEN_H
#define WRITTEN_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

/* Start as `= {0}`. */
struct written {
	const char *name;	/* as it was given */
	struct buf path;	/* with links followed */
	bool output;		/* the name is "-", standard output */
	bool allowed;		/* written_check has allowed it */
	bool exists;
	mode_t mode;		/* like the owner, that of the replaced file */
	uid_t uid;
	gid_t gid;
};

/* Checks whether NAME may be written.  MODE is for a new file. */
int written_check(struct written *w, const char *name, mode_t mode,
		  struct err *err);

/* Whether PATH is the same file. */
bool written_is(const struct written *w, const char *path);

/* Replaces the file by TEXT, if written_check has allowed it.  Does nothing for
 * "-", which the caller writes.  After a failure the old file is still
 * there. */
int written_put(const struct written *w, const struct buf *text,
		struct err *err);
void written_release(struct written *w);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes or replaces files atomically.
 *
 * Replaces only regular files, not devices, FIFOs, sockets or directories.
 * Follows a symbolic link if the link belongs to root, to this user or, in a
 * sticky directory, to the directory's owner.
 */
#ifndef OUTFILE_H
#define OUTFILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

/* Initialize this struct with `= { 0 }`. */
struct outfile {
	const char *name;	/* the path, as the user wrote it */
	struct buf path;	/* the path, with symbolic links followed */
	bool output;		/* the name is "-", standard output */
	bool allowed;		/* outfile_check has allowed the path, and no
				 * write has failed */
	bool exists;
	mode_t mode;		/* `mode`, `uid` and `gid` are those of the file
				 * to replace; if there is no such file, `mode`
				 * equals `fresh` */
	uid_t uid;
	gid_t gid;
	mode_t fresh;		/* mode for a file that does not exist yet */
	struct buf made;	/* path of the new file that outfile_prepare
				 * made, or empty */
	int fd;
};

/* Checks whether NAME may be written.  MODE is the mode of a new file. */
int outfile_check(struct outfile *w, const char *name, mode_t mode,
		  struct err *err);

/* Returns whether PATH names the same file as W.  Returns false if W is "-" or
 * may not be written. */
bool outfile_is(const struct outfile *w, const char *path);

/* outfile_prepare checks the name again and writes TEXT to a new file.
 * outfile_commit replaces the old file by the new file.  outfile_put calls both
 * functions.  After a failure the old file is still there.  Do not call these
 * three functions if the name is "-". */
int outfile_prepare(struct outfile *w, const struct buf *text, struct err *err);
int outfile_commit(struct outfile *w, struct err *err);
int outfile_put(struct outfile *w, const struct buf *text, struct err *err);

/* Frees the members of W. */
void outfile_release(struct outfile *w);

#endif

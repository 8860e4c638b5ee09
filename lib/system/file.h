/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads whole files, and replaces them. */
#ifndef FILE_H
#define FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the content of PATH, which must exist, to OUT.  It may be a pipe or a
 * terminal; one that is silent for two seconds before its first byte counts as
 * empty.  An error names PATH. */
int file_read(struct buf *out, const char *path, struct err *err);

/* Appends the content of the file NAME, or of standard input for "-", byte for
 * byte, to OUT.  Stops reading after MAX bytes: OUT has more than MAX bytes if
 * the file has. */
int file_read_input(struct buf *out, const char *name, size_t max,
		    struct err *err);

/* Writes all of DATA to a file, and waits until the disk has it.  Returns 0, or
 * -1 with errno. */
int file_write(int fd, const struct buf *data);

/* Replaces the file PATH by one with DATA that only its owner may read.  The
 * replacement is atomic: a reader sees the old content or the new. */
int file_replace(const char *path, const struct buf *data, struct err *err);

/* The most common reason in `absent`. */
#define FILE_NOT_THERE "it does not exist"

/* What file_read_settings found. */
struct file_state {
	bool there;		/* there is a regular file */
	bool exposed;		/* users other than the owner may read the
				 * file */
	const char *absent;	/* why there is no file, as words to follow the
				 * path; NULL for a device such as /dev/null */
};

/* Appends the content of PATH to OUT if it is a regular file.  Anything else,
 * such as a directory that docker made in its place, counts as absent, as it
 * does for botocore.  Never waits for input. */
int file_read_settings(struct buf *out, const char *path,
		       struct file_state *state, struct err *err);

#endif

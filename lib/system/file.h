/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads, writes and replaces files. */
#ifndef FILE_H
#define FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the content of PATH, which must exist, to OUT.  PATH may be a pipe or
 * a terminal.  A pipe or terminal that delivers no byte within two seconds
 * counts as empty.  If the input pauses for ten seconds after its first byte,
 * file_read fails.  The error names PATH. */
int file_read(struct buf *out, const char *path, struct err *err);

/* Appends the content of the file NAME to OUT.  "-" means standard input.
 * Stops reading once OUT has more than MAX bytes, so that the caller can detect
 * a file that is too large. */
int file_read_input(struct buf *out, const char *name, size_t max,
		    struct err *err);

/* Writes the LEN bytes at DATA to FD.  Waits until FD accepts all bytes, even
 * if FD is non-blocking.  Returns 0, or -1 with errno. */
int file_put(int fd, const void *data, size_t len);

/* Writes all of DATA to FD and waits until the data is on disk.  Returns 0, or
 * -1 with errno. */
int file_write(int fd, const struct buf *data);

/* Creates the file PATH, or replaces it atomically.  The new file has the
 * content DATA and the mode 0600.  Another process sees either the old content
 * or the new. */
int file_replace(const char *path, const struct buf *data, struct err *err);

/* The most common value of `absent` in struct file_state. */
#define FILE_NOT_THERE "it does not exist"

/* The result of file_read_settings. */
struct file_state {
	bool there;		/* the path is a regular file */
	bool exposed;		/* the mode of the file lets its group or all
				 * users read it */
	const char *absent;	/* why the file is absent, as a clause that can
				 * follow the path in a message; NULL for a
				 * device such as /dev/null, or if the file is
				 * there */
};

/* Appends the content of PATH to OUT if PATH is a regular file.  As in
 * botocore, a path counts as absent if it does not exist, if this user cannot
 * reach it, or if it is not a regular file, for example a directory that docker
 * created.  Fails if PATH is a regular file that this user cannot read.  Never
 * waits for input. */
int file_read_settings(struct buf *out, const char *path,
		       struct file_state *state, struct err *err);

#endif

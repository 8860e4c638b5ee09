/* SPDX-License-Identifier: BSD-2-Clause */
/* A copy of a read-only database, for this process alone. */
#ifndef PRIVATE_COPY_H
#define PRIVATE_COPY_H

#include "base/buf.h"
#include "base/err.h"

/* Starts as `= {0}`. */
struct private_copy {
	struct buf directory;
	struct buf file;		/* path of the copied database */
};

/* Makes a directory of our own in TMPDIR or /tmp and appends its path, which is
 * absolute: a relative one would mean another directory after a cd.  OUT stays
 * empty after a failure. */
int private_copy_directory(struct buf *out, struct err *err);

/* Removes such a directory and the files that we and the audits made in it;
 * releases its path.  If a link is there instead, removes nothing. */
void private_copy_clear(struct buf *directory);

/* Copies FILE and the log beside it into a folder of our own.  Call
 * private_copy_remove also after a failure. */
int private_copy_make(struct private_copy *copy, const char *file,
		      struct err *err);
void private_copy_remove(struct private_copy *copy);

#endif

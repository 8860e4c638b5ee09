/* SPDX-License-Identifier: BSD-2-Clause */
/* A file, read whole. */
#ifndef FILE_H
#define FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the content of PATH to OUT.  *THERE becomes whether there is such a
 * file, which is no error; with a NULL THERE it must be.  *EXPOSED, unless
 * NULL, becomes whether its group, or all, may read it.  Words name PATH. */
int file_read(struct buf *out, const char *path, bool *there, bool *exposed,
	      struct err *err);

#endif

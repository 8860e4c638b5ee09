/* SPDX-License-Identifier: BSD-2-Clause */
/* Paths as a shell would write them. */
#ifndef EXPAND_H
#define EXPAND_H

#include <stdbool.h>

#include "base/buf.h"

/* The home directory: HOME unless it is NULL or "", or else what the password
 * database has for this user; NULL when it has nothing: a container may run a
 * user of whom nothing is known but a number. */
const char *expand_home(const char *home);

/* Appends PATH with $NAME and ${NAME} replaced by the environment's values,
 * and then a leading ~ or ~USER by a home directory.  What is not set, and a
 * user who is not known, stays as it is written.  The caller checks OUT. */
void expand_path(struct buf *out, const char *path, const char *home);

#endif

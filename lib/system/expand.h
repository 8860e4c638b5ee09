/* SPDX-License-Identifier: BSD-2-Clause */
/* Expands variables and ~ in paths as a shell does. */
#ifndef EXPAND_H
#define EXPAND_H

#include <stdbool.h>

#include "base/buf.h"

/* Returns HOME if it is set and not empty, else the user's home directory from
 * the password database.  Returns NULL if the database has no entry for the
 * user, as in some containers. */
const char *expand_home(const char *home);

/* Appends PATH.  Replaces $NAME and ${NAME} by the values of environment
 * variables, and then a leading ~ or ~USER by a home directory.  Leaves unset
 * variables and unknown users as they are.  The caller must call buf_check on
 * OUT. */
void expand_path(struct buf *out, const char *path, const char *home);

#endif

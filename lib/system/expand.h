/* SPDX-License-Identifier: BSD-2-Clause */
/* Expands environment variables and ~ in paths. */
#ifndef EXPAND_H
#define EXPAND_H

#include <stdbool.h>

#include "base/buf.h"

/* Returns HOME if it is neither NULL nor empty, else the user's home directory
 * from the password database.  Returns NULL if the database has no entry for
 * the user. */
const char *expand_home(const char *home);

/* Appends PATH to OUT.  Replaces $NAME and ${NAME} by the values of environment
 * variables, then a leading ~ by expand_home(HOME), or a leading ~USER by that
 * user's home directory.  Leaves unset variables, and users without a known
 * home directory, as they are.  The caller must call buf_check on OUT. */
void expand_path(struct buf *out, const char *path, const char *home);

#endif

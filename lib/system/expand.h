/* SPDX-License-Identifier: BSD-2-Clause */
/* Expands paths as a shell does. */
#ifndef EXPAND_H
#define EXPAND_H

#include <stdbool.h>

#include "base/buf.h"

/* The home directory: HOME unless it is NULL or "", else the one in the
 * password database.  NULL if the user is not in the database, as in some
 * containers. */
const char *expand_home(const char *home);

/* Appends PATH with $NAME and ${NAME} replaced by the environment's values, and
 * then a leading ~ or ~USER by a home directory.  An unset variable and an
 * unknown user stay as they are written.  The caller checks OUT. */
void expand_path(struct buf *out, const char *path, const char *home);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Resource ids, such as ami-5bae4b32 and i-0123456789abcdef0. */
#ifndef ID_H
#define ID_H

#include <stdbool.h>

#include "base/err.h"

enum { ID_SIZE = 32 };

/* Returns whether ID is PREFIX and 8 or 17 lower-case hex digits. */
bool id_is_valid(const char *id, const char *prefix);

/* Makes a new random id from PREFIX and 17 hex digits. */
int id_new(const char *prefix, char out[ID_SIZE], struct err *err);

#endif

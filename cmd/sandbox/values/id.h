/* SPDX-License-Identifier: BSD-2-Clause */
/* Resource ids: ami-5bae4b32, i-0123456789abcdef0. */
#ifndef ID_H
#define ID_H

#include <stdbool.h>

#include "base/err.h"

enum { ID_SIZE = 32 };

/* Whether ID is PREFIX and 8 or 17 lower-case hex digits. */
bool id_is_valid(const char *id, const char *prefix);

/* Makes a new random id of PREFIX and 17 hex digits. */
int id_new(const char *prefix, char out[ID_SIZE], struct err *err);

#endif

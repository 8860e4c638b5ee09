/* SPDX-License-Identifier: BSD-2-Clause */
/* The file of a store, and its tables. */
#ifndef STOREFILE_H
#define STOREFILE_H

#include <stdbool.h>

#include "base/err.h"
#include "db.h"

/* Opens FILE, and removes what killed runs have left beside it.  With CREATE,
 * makes it if it is missing, for its owner alone.  Refuses a file that is not
 * our database.  The caller closes. */
int storefile_open(struct db **out, const char *file, bool create,
		   struct err *err);

#endif

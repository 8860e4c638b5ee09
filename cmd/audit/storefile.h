/* SPDX-License-Identifier: BSD-2-Clause */
/* Opens the database file of a store, or creates the file. */
#ifndef STOREFILE_H
#define STOREFILE_H

#include <stdbool.h>

#include "base/err.h"
#include "db.h"

/* Opens FILE, and removes files that killed runs have left beside it.  With
 * CREATE, creates FILE if it is missing, with access for its owner only.
 * Refuses a file that is not a database of audits.  The caller closes the
 * database with db_close. */
int storefile_open(struct db **out, const char *file, bool create,
		   struct err *err);

#endif

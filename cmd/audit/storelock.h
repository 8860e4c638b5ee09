/* SPDX-License-Identifier: BSD-2-Clause */
/* The lock of an audit: one byte of a file beside the database. */
#ifndef STORELOCK_H
#define STORELOCK_H

#include "base/err.h"

/* The suffix of the lock file's name, after the database's name. */
#define STORELOCK_END "-lock"

/* Takes the lock of the audit with the id AUDIT in the database FILE.  Waits up
 * to SECONDS for the lock.  Sets *FD to a descriptor, or to -1.  The caller
 * closes the descriptor, even after a failure.  Closing the descriptor releases
 * the lock. */
int storelock_take(int *fd, const char *file, long long audit, long seconds,
		   struct err *err);

#endif

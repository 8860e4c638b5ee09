/* SPDX-License-Identifier: BSD-2-Clause */
/* The lock of an audit: a byte of a file beside the database. */
#ifndef STORELOCK_H
#define STORELOCK_H

#include "base/err.h"

/* The end of the lock file's name. */
#define STORELOCK_END "-lock"

/* Takes the lock of AUDIT, its id, beside the database FILE.  Waits for it up
 * to SECONDS.  *FD becomes a descriptor, or -1.  The caller closes it, even
 * after a failure; that releases the lock. */
int storelock_take(int *fd, const char *file, long long audit, long seconds,
		   struct err *err);

#endif

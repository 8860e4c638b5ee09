/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the maximum number of attempts for a request in the user's profile. */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include "aws/profile.h"
#include "base/err.h"
#include "cli/opt.h"

/* If the chosen profile has max_attempts, changes SETTINGS to it.  If GIVEN
 * is set, an option or an environment variable already sets the number, and
 * attempts_find does not read the profile.  Also checks AWS_RETRY_MODE, or the
 * profile's retry_mode if AWS_RETRY_MODE is unset.  The mode has no other
 * effect, because all modes use the same strategy.  An unreadable file is not
 * an error here, because the code that needs the file reports it. */
int attempts_find(struct settings *settings, struct profile *files, bool given,
		  struct err *err);

#endif

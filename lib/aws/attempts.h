/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the maximum number of attempts for a request in the user's profile. */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include "aws/profile.h"
#include "base/err.h"
#include "cli/opt.h"

/* Copies max_attempts of the chosen profile, if it is set, to SETTINGS.  GIVEN
 * says whether an option or an environment variable has set max_attempts; if
 * so, attempts_find does not read the profile.  Fails if AWS_RETRY_MODE is
 * invalid, if the profile's max_attempts is invalid, or if AWS_RETRY_MODE is
 * unset and the profile's retry_mode is invalid.  A valid mode has no effect,
 * because we retry in the same way in all modes.  A profile that cannot be
 * loaded is not an error here, because the code that needs the profile reports
 * it. */
int attempts_find(struct settings *settings, struct profile *files, bool given,
		  struct err *err);

#endif

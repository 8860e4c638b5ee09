/* SPDX-License-Identifier: BSD-2-Clause */
/* How often a request is attempted, where no option and no variable says it. */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include "aws/profile.h"
#include "base/err.h"
#include "cli/opt.h"

/* Writes the chosen profile's max_attempts to *OUT, unless GIVEN: an option or
 * a variable has said.  Checks AWS_RETRY_MODE and the profile's retry_mode,
 * which name no other strategy here.  When GIVEN no file is read; those that
 * cannot be read say nothing: what needs them says so. */
int attempts_find(const struct settings *settings, struct profile *files,
		  bool given, long *out, struct err *err);

#endif

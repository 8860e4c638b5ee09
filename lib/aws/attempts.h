/* SPDX-License-Identifier: BSD-2-Clause */
/* How often we attempt a request if no option and no variable sets it. */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include "aws/profile.h"
#include "base/err.h"
#include "cli/opt.h"

/* Writes the chosen profile's max_attempts to *OUT, unless GIVEN, which means
 * that an option or a variable sets the number.  Checks AWS_RETRY_MODE and the
 * profile's retry_mode; all modes are the same strategy here.  Reads no file if
 * GIVEN.  A file that cannot be read is not an error here: the code that needs
 * the file reports it. */
int attempts_find(const struct settings *settings, struct profile *files,
		  bool given, long *out, struct err *err);

#endif

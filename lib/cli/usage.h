/* SPDX-License-Identifier: BSD-2-Clause */
/* Checks and explains command lines by their option tables. */
#ifndef USAGE_H
#define USAGE_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"

/* Checks the operand, and the options' `choice`, `with`, `once` and so on.  A
 * usage error says what is missing, or given too often. */
int usage_check(const struct opt_args *args, const struct opt_spec *spec,
		struct err *err);

/* Appends the text of -h. */
void usage_text(struct buf *out, const struct opt_spec *spec);

#endif

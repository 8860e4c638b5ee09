/* SPDX-License-Identifier: BSD-2-Clause */
/* Checks a command line against its option table and makes the usage text. */
#ifndef USAGE_H
#define USAGE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"

/* Checks the rules for operands and for combinations of options: `needed`,
 * `choice`, `with`, `once` and `any_of`.  Fails with a usage error that names
 * the missing or superfluous option or operand. */
int usage_check(const struct opt_args *args, const struct opt_spec *spec,
		struct err *err);

/* Appends the usage text that -h prints. */
void usage_text(struct buf *out, const struct opt_spec *spec);

/* Appends the versions of the tools and of the API. */
void usage_version(struct buf *out);

/* If the user gave --help or --version, appends its text and returns true. */
bool usage_answer(struct buf *out, const struct opt_args *args,
		  const struct opt_spec *spec);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Messages of a command before its first request. */
#ifndef REMARKS_H
#define REMARKS_H

#include "cli/opt.h"
#include "command/targets.h"

/* Tells the user on standard error what to type, if an option was given as `-`
 * and standard input and standard error are terminals. */
void remarks_prompt(const struct opt_args *args);

/* Prints what -v says first: each target's endpoint and credentials, and which
 * options do nothing.  With --debug alone, prints only the targets.  NAME is
 * the command's. */
void remarks_introduce(const char *name, const struct settings *settings,
		       const struct opt_args *args,
		       const struct targets *targets);

#endif

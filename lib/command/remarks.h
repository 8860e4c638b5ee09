/* SPDX-License-Identifier: BSD-2-Clause */
/* Prints the messages of a command before its first request. */
#ifndef REMARKS_H
#define REMARKS_H

#include "cli/opt.h"
#include "command/targets.h"

/* If a value is `-`, prints on standard error what the user must type.  Prints
 * nothing unless standard input and standard error are terminals. */
void remarks_prompt(const struct opt_args *args);

/* With -v, prints facts about each target, such as its endpoint and access key,
 * and then the options that have no effect.  With --debug alone, prints only
 * the targets.  NAME is the command's name. */
void remarks_introduce(const char *name, const struct settings *settings,
		       const struct opt_args *args,
		       const struct targets *targets);

#endif

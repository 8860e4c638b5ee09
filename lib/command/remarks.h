/* SPDX-License-Identifier: BSD-2-Clause */
/* What a command says to people before its first request. */
#ifndef REMARKS_H
#define REMARKS_H

#include "cli/opt.h"
#include "command/targets.h"

/* Asks a person at a terminal for what is read from standard input; never on
 * standard output. */
void remarks_prompt(const struct opt_args *args);

/* What -v, and the first line of it --debug, says: where each target is and as
 * whom it is asked, and which options do nothing.  NAME is the command's. */
void remarks_introduce(const char *name, const struct settings *settings,
		       const struct opt_args *args,
		       const struct targets *targets);

#endif

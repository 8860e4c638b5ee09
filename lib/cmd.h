/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A command, as data, and its run.
 *
 * cmd_run is the only code that prints an error or picks an exit status:
 * 0 all succeeded, 1 something failed, 2 the command line is wrong and
 * nothing was sent, 3 (where asked for) some answer was no, 128 + N ended by
 * signal N.
 */
#ifndef CMD_H
#define CMD_H

#include "exchange.h"
#include "opt.h"
#include "row.h"
#include "value.h"

struct cmd {
	const char *name;
	const char *synopsis;		/* behind the name */
	const char *purpose;		/* one sentence */
	struct opt operand;
	const struct opt *options;
	const unsigned *choices;	/* of each, one must be given */
	struct exchange_call call;	/* no action: prints the version */
	const char *no_means;		/* what else a no may mean; for -v */
};

/* Runs the command; returns the exit status. */
int cmd_run(int argc, char **argv, const struct cmd *cmd);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Splits a command line into options with their values, and operands.
 *
 *     --name  --name=VALUE  --name VALUE    or the unambiguous start of a name
 *     -name   -name=VALUE   -name VALUE     a whole name, as in scripts for
 *                                           Amazon's tools
 *     -x  -xyz  -xVALUE  -x=VALUE  -x VALUE letters, the last with a value
 *     --                                    all later words are operands
 *
 * If a word of five or more letters after a single dash resembles an option's
 * name but is not one, scan_next reports an error.  Interpreting the word as
 * letters could send a wrong value.
 */
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "cli/opt.h"

/* The caller sets `spec`, `words`, `len` and `defaults`, and the other members
 * to 0.  The caller owns the memory. */
struct scan {
	const struct opt_spec *spec;
	char **words;
	size_t len;
	bool defaults;	/* the words are from EC2_DEFAULT_ARGS; an option that
			 * only other commands have is reported as
			 * SCAN_FOREIGN */

	/* Only scan.c changes the members below. */
	size_t at;	/* index of the next word */
	char *letters;	/* unread rest of a word of option letters, or NULL */
	bool ended;	/* `--` was read, so all other words are operands */
};

enum scan_kind { SCAN_END, SCAN_OPTION, SCAN_OPERAND, SCAN_FOREIGN };

struct scan_word {
	enum scan_kind kind;
	const struct opt *opt;	/* the option, for SCAN_OPTION */
	char *value;		/* the option's value (NULL for a flag), the
				 * operand, or the name of the SCAN_FOREIGN
				 * option */
};

/* Reads the next option or operand.  Fails with a usage error, for example if
 * an option is unknown or ambiguous, lacks its value, or is a flag with a
 * value. */
int scan_next(struct scan *s, struct scan_word *out, struct err *err);

#endif

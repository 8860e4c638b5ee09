/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds out what each word of a command line is: an option, an option's value,
 * or an operand.
 *
 *     --name  --name=VALUE  --name VALUE    or the unambiguous start of a name
 *     -name   -name=VALUE   -name VALUE     a whole name, as scripts for
 *                                           Amazon's tools have it
 *     -x  -xyz  -xVALUE  -x=VALUE  -x VALUE letters, the last with a value
 *     --                                    the rest are operands
 *
 * After one dash, a word of five letters or more that is nearly a name is
 * refused: read as letters, it would send a wrong value.
 */
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "cli/opt.h"

/* Start with `spec`, `words` and `len`, which are borrowed, and the rest 0. */
struct scan {
	const struct opt_spec *spec;
	char **words;
	size_t len;
	bool defaults;	/* the words are EC2_DEFAULT_ARGS: an option that only
			 * another command has is SCAN_FOREIGN */

	/* The fields below are private to scan.c. */
	size_t at;	/* the next word */
	char *letters;	/* the rest of a word of letters, or NULL */
	bool ended;	/* `--` came: all other words are operands */
};

enum scan_kind { SCAN_END, SCAN_OPTION, SCAN_OPERAND, SCAN_FOREIGN };

struct scan_word {
	enum scan_kind kind;
	const struct opt *opt;	/* the option of SCAN_OPTION */
	char *value;		/* the option's value, or NULL for a flag; the
				 * operand; or the name of SCAN_FOREIGN */
};

/* Takes the next option or operand.  A mistake is a usage error. */
int scan_next(struct scan *s, struct scan_word *out, struct err *err);

#endif

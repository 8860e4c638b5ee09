/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads the values of one option or operand from the command line.  If the user
 * gave `-` as a value, reads values from standard input in place of the `-`.
 */
#ifndef VALUES_H
#define VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"
#include "cli/opt.h"
#include "reply/seen.h"
#include "system/lines.h"

/* To find repeated operands, we remember at most this many bytes.  Repeats of
 * operands beyond this limit count as new values. */
enum { VALUES_REMEMBERED_MAX = 16 * 1024 * 1024 };

/* Initialize this struct with `= { 0 }`, then call values_init. */
struct values {
	const struct opt *opt;	/* the option or operand, or NULL if the user
				 * gave none with this use */
	const struct opt_args *args;
	struct lines *lines;	/* standard input, or NULL if all values are on
				 * the command line */
	bool skips_lines;	/* read no more of standard input */
	size_t at;		/* index of the next element of args->given */
	size_t count;		/* number of values on the command line,
				 * including `-` */
	struct seen before;	/* earlier values of an operand, in lower case
				 * unless the operand is exact */
	struct buf key;
	unsigned long line;	/* number of the line of standard input with the
				 * last value, or 0 if the value comes from the
				 * command line or from `kept` */
	bool keeps;		/* values_keep has read all values into
				 * `kept` */
	struct params kept;
	size_t kept_at;		/* index of the next value in `kept` */
};

/* Prepares to read the values of the command's only option or operand with this
 * USE.  The caller owns ARGS and LINES.  LINES reads standard input. */
void values_init(struct values *v, const struct opt_args *args,
		 struct lines *lines, enum opt_use use);

/* Reads the next value without waiting for standard input.  Sets *STATE and
 * *VALUE as lines_next does.  Skips repeated values of an operand. */
int values_next(struct values *v, enum lines_state *state, const char **value,
		struct err *err);

/* Reads and keeps all values, and waits for standard input if necessary.
 * values_next then takes them from memory. */
int values_keep(struct values *v, struct err *err);

/* Returns how many values the option has, or 0 if the number is unknown.
 * Before values_keep, also counts repeated values and blank lines. */
unsigned long values_count(const struct values *v);

void values_release(struct values *v);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The values of one option or operand, from the command line or, where it was
 * given as `-`, from standard input.
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

/* Bytes of operands that we remember, to find repeated ones.  Once there are
 * more, a repeated operand counts as a new value. */
enum { VALUES_REMEMBERED_MAX = 16 * 1024 * 1024 };

/* Start as `= {0}`, then values_init. */
struct values {
	const struct opt *opt;	/* NULL when the command has none */
	const struct opt_args *args;
	struct lines *lines;	/* standard input; NULL: the values are on the
				 * command line */
	bool skips_lines;	/* read no more of standard input */
	size_t at;		/* the next of args->given to look at */
	size_t count;		/* number of values on the command line */
	struct seen before;	/* values of an operand, in lower case unless
				 * they are exact */
	struct buf key;		/* scratch memory */
	unsigned long line;	/* the line of standard input with the last
				 * value; 0: the value was on the command line,
				 * or kept */
	bool keeps;		/* all values were read, and are in `kept` */
	struct params kept;
	size_t kept_at;		/* where the next value of `kept` begins */
};

/* Takes the values of the command's only option or operand with this USE.  ARGS
 * and LINES, which standard input is read from, are borrowed. */
void values_init(struct values *v, const struct opt_args *args,
		 struct lines *lines, enum opt_use use);

/* The next value, without waiting for standard input: *STATE and *VALUE as of
 * lines_next.  Passes over a value of an operand that came before. */
int values_next(struct values *v, enum lines_state *state, const char **value,
		struct err *err);

/* Reads and keeps all values, however long standard input takes; values_next
 * then takes them from memory. */
int values_keep(struct values *v, struct err *err);

/* How many values the option has; 0 when unknown. */
unsigned long values_count(const struct values *v);

/* Frees; may be called twice. */
void values_release(struct values *v);

#endif

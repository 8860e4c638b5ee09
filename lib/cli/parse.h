/* SPDX-License-Identifier: BSD-2-Clause */
/* Turns EC2_DEFAULT_ARGS and the command line into options and operands. */
#ifndef PARSE_H
#define PARSE_H

#include "base/err.h"
#include "cli/opt.h"

/* Fills ARGS, which opt_release frees.  Reads ARGV and EC2_DEFAULT_ARGS; an
 * error in the latter names it.  Values point into ARGV, except those of secret
 * options: these are copied, and overwritten in ARGV. */
int parse_line(struct opt_args *args, const struct opt_spec *spec, int argc,
	       char **argv, struct err *err);

#endif

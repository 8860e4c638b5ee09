/* SPDX-License-Identifier: BSD-2-Clause */
/* Parses EC2_DEFAULT_ARGS and the command line. */
#ifndef PARSE_H
#define PARSE_H

#include "base/err.h"
#include "cli/opt.h"

/* Fills ARGS with the options in EC2_DEFAULT_ARGS, unless SPEC has
 * `no_defaults`, and with the options and operands in ARGV.  The caller calls
 * opt_release, even after a failure.  The message for an error in
 * EC2_DEFAULT_ARGS names the variable.  Values point into ARGV or into memory
 * of ARGS.  Secret values are copied to ARGS and overwritten in ARGV. */
int parse_line(struct opt_args *args, const struct opt_spec *spec, int argc,
	       char **argv, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* A command line, with EC2_DEFAULT_ARGS before it, to options and operands. */
#ifndef PARSE_H
#define PARSE_H

#include "base/err.h"
#include "cli/opt.h"

/* Fills ARGS, which opt_release frees.  Nothing is read but ARGV and
 * EC2_DEFAULT_ARGS, whose mistakes name it.  Values point into ARGV, but those
 * of secret options, which are copied and overwritten there. */
int parse_line(struct opt_args *args, const struct opt_spec *spec, int argc,
	       char **argv, struct err *err);

#endif

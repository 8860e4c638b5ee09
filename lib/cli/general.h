/* SPDX-License-Identifier: BSD-2-Clause */
/* The options that every command has. */
#ifndef GENERAL_H
#define GENERAL_H

#include "cli/opt.h"

/* Most attempts at a request that an option may set. */
enum { ATTEMPTS_MAX = 100 };

extern const struct opt general_options[];

/* The settings of a command line without options. */
extern const struct settings general_defaults;

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Defines the general options of the commands. */
#ifndef GENERAL_H
#define GENERAL_H

#include "cli/opt.h"

/* The largest valid value of --max-attempts, and of max_attempts in a
 * profile. */
enum { ATTEMPTS_MAX = 100 };

extern const struct opt general_options[];

extern const struct settings general_defaults;

#endif

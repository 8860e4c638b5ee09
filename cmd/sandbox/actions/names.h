/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of actions and parameters in EC2's API 2016-11-15.  The sandbox
 * does not support all of them. */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

enum names_verdict { NAMES_UNKNOWN, NAMES_NOT_SUPPORTED, NAMES_HARMLESS };

bool names_has_action(const char *action);

/* Returns whether EC2 knows the parameter NAME of ACTION, and whether ignoring
 * NAME is harmless.  The sandbox must support ACTION. */
enum names_verdict names_parameter(const char *action, const char *name);

#endif

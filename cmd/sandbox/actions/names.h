/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of EC2's API 2016-11-15.  The sandbox does not support all of them.
 * EC2 refuses all other names. */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

enum names_verdict { NAMES_UNKNOWN, NAMES_NOT_SUPPORTED, NAMES_HARMLESS };

bool names_has_action(const char *action);

/* Returns whether EC2 knows the parameter NAME of ACTION, an action that the
 * sandbox supports, and whether ignoring NAME is harmless. */
enum names_verdict names_parameter(const char *action, const char *name);

#endif

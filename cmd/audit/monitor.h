/* SPDX-License-Identifier: BSD-2-Clause */
/* Implements --check: prints one line for Nagios and Icinga, and sets the exit
 * status. */
#ifndef MONITOR_H
#define MONITOR_H

#include "audit.h"

/* Prints one line with the state and performance data.  Sets the run's status:
 * 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. */
int monitor_print(struct audit *a, struct err *err);

/* Prints UNKNOWN, with ERR as the reason.  Returns 3. */
int monitor_unknown(struct audit *a, const struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* --check: one line for Nagios and Icinga, and the status that goes with it. */
#ifndef MONITOR_H
#define MONITOR_H

#include "audit.h"

/* Prints the state that was found, with performance data, and makes the run's
 * status one for a monitor. */
int monitor_print(struct audit *a, struct err *err);

/* Prints UNKNOWN, with ERR as the reason; returns 3. */
int monitor_unknown(struct audit *a, const struct err *err);

#endif

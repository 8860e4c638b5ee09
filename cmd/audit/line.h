/* SPDX-License-Identifier: BSD-2-Clause */
/* One line for Nagios and Icinga, and the history of an audit. */
#ifndef LINE_H
#define LINE_H

#include "audit.h"

/* Prints the state that was found, with performance data. */
int line_print(struct audit *a, struct err *err);

/* The status that goes with it: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. */
int line_status(const struct audit *a);

/* Prints that ERR is why nothing is known; returns 3. */
int line_unknown(struct audit *a, const struct err *err);

/* Prints the changes of earlier runs. */
int line_history(struct audit *a, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows and rules for the commands that change several instances at once. */
#ifndef TRANSITION_H
#define TRANSITION_H

#include "reply/answer.h"
#include "reply/row.h"

/* The row INSTANCE, with the previous and the current state, and the row's
 * headings. */
extern const struct row transition_state_rows[];
extern const char transition_state_headings[];

/* The row with the state of detailed monitoring. */
extern const struct row transition_monitoring_rows[];

/* The reply must name each requested instance once. */
extern const struct answer_rule transition_rule;

#endif

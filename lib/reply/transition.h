/* SPDX-License-Identifier: BSD-2-Clause */
/* What commands that change several instances at once share. */
#ifndef TRANSITION_H
#define TRANSITION_H

#include "reply/answer.h"
#include "reply/row.h"

/* The row INSTANCE, with the states before and after; and its headings. */
extern const struct row transition_state_rows[];
extern const char transition_state_headings[];

/* The row with the state of detailed monitoring. */
extern const struct row transition_monitoring_rows[];

/* Requires that the reply to such a request names each instance once. */
extern const struct answer_rule transition_rule;

#endif

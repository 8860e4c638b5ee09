/* SPDX-License-Identifier: BSD-2-Clause */
/* Judges an item of the reply to DescribeInstanceStatus. */
#ifndef STATUS_H
#define STATUS_H

#include <stdbool.h>

#include "reply/item.h"

/* Returns the earliest event that retires or stops INSTANCE and is not over, or
 * NULL.  An event without a time counts as the earliest.  Amazon's tool has
 * columns for a retirement, but the API has only events. */
const struct node *status_retirement(const struct node *instance);

/* Returns whether INSTANCE has passed its instance check and its system check,
 * and all its events are over. */
bool status_is_healthy(const struct node *instance);

#endif

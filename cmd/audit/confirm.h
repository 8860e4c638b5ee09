/* SPDX-License-Identifier: BSD-2-Clause */
/* Asks EC2 to confirm the listed instances, and finds out what changed. */
#ifndef CONFIRM_H
#define CONFIRM_H

#include "audit.h"

/* For each instance, first asks the target where the instance was found last,
 * then, if necessary, the other targets.  An instance is gone if every target
 * was asked and none knows the instance.  Fails if the state of no instance
 * could be found. */
int confirm_ask(struct audit *a, struct err *err);

#endif

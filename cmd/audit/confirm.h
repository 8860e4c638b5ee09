/* SPDX-License-Identifier: BSD-2-Clause */
/* Asks which instances are confirmed, and finds out what changed. */
#ifndef CONFIRM_H
#define CONFIRM_H

#include "audit.h"

/* Asks the targets one after the other, beginning with the target where the
 * instance was found last.  An instance is gone if every target was asked and
 * none knows the instance. */
int confirm_ask(struct audit *a, struct err *err);

#endif

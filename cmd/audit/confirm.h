/* SPDX-License-Identifier: BSD-2-Clause */
/* Asks which instances are confirmed, and finds out what changed. */
#ifndef CONFIRM_H
#define CONFIRM_H

#include "audit.h"

/* Asks the targets one after the other, beginning with the target where the
 * instance was found last.  An instance that no target knows is gone. */
int confirm_ask(struct audit *a, struct err *err);

#endif

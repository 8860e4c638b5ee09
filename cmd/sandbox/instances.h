/* SPDX-License-Identifier: BSD-2-Clause */
/* Instances, and the question whether one runs with a product code. */
#ifndef INSTANCES_H
#define INSTANCES_H

#include "call.h"

int instances_confirm(struct call *c, struct fault *fault);

#endif

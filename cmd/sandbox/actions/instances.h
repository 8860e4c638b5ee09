/* SPDX-License-Identifier: BSD-2-Clause */
/* Instances: whether one runs with a product code, and attributes. */
#ifndef INSTANCES_H
#define INSTANCES_H

#include "call/call.h"

int instances_confirm(struct call *c, struct fault *fault);
int instances_describe_attribute(struct call *c, struct fault *fault);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* RunInstances. */
#ifndef LAUNCH_H
#define LAUNCH_H

#include "call/call.h"

int launch_instances(struct call *c, struct fault *fault);

#endif

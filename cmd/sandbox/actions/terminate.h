/* SPDX-License-Identifier: BSD-2-Clause */
/* TerminateInstances. */
#ifndef TERMINATE_H
#define TERMINATE_H

#include "call/call.h"

int terminate_instances(struct call *c, struct fault *fault);

#endif

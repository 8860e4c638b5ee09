/* SPDX-License-Identifier: BSD-2-Clause */
/* The attributes of snapshots. */
#ifndef SNAPSHOTS_H
#define SNAPSHOTS_H

#include "call/call.h"

int snapshots_describe_attribute(struct call *c, struct fault *fault);
int snapshots_modify_attribute(struct call *c, struct fault *fault);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* The list of regions, which has one. */
#ifndef REGIONS_H
#define REGIONS_H

#include "call/call.h"

int regions_describe(struct call *c, struct fault *fault);

#endif

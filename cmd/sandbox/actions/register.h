/* SPDX-License-Identifier: BSD-2-Clause */
/* RegisterImage. */
#ifndef REGISTER_H
#define REGISTER_H

#include "call/call.h"

int register_image(struct call *c, struct fault *fault);

#endif

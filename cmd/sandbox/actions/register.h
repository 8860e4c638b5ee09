/* SPDX-License-Identifier: BSD-2-Clause */
/* RegisterImage and DeregisterImage. */
#ifndef REGISTER_H
#define REGISTER_H

#include "call/call.h"

int register_image(struct call *c, struct fault *fault);
int register_undo(struct call *c, struct fault *fault);

/* Refuses a name that an image cannot have, or that another image has. */
int register_check_name(const struct call *c, const char *name,
			struct fault *fault);

#endif

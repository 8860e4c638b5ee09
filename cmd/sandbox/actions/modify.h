/* SPDX-License-Identifier: BSD-2-Clause */
/* ModifyImageAttribute: permissions, product code, description. */
#ifndef MODIFY_H
#define MODIFY_H

#include "call/call.h"

int modify_image_attribute(struct call *c, struct fault *fault);

#endif

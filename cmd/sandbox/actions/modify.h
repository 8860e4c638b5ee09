/* SPDX-License-Identifier: BSD-2-Clause */
/* ModifyImageAttribute, for permissions, product code and description, and
 * ModifySnapshotAttribute. */
#ifndef MODIFY_H
#define MODIFY_H

#include "call/call.h"

int modify_image_attribute(struct call *c, struct fault *fault);
int modify_snapshot_attribute(struct call *c, struct fault *fault);

#endif

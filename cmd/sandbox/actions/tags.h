/* SPDX-License-Identifier: BSD-2-Clause */
/* CreateTags and DeleteTags, for things of all kinds. */
#ifndef TAGS_H
#define TAGS_H

#include "call/call.h"

int tags_create(struct call *c, struct fault *fault);
int tags_delete(struct call *c, struct fault *fault);

#endif

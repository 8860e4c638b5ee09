/* SPDX-License-Identifier: BSD-2-Clause */
/* Key pairs that are made or imported. */
#ifndef KEYS_H
#define KEYS_H

#include "call/call.h"

int keys_create(struct call *c, struct fault *fault);
int keys_import(struct call *c, struct fault *fault);

#endif

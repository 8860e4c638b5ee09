/* SPDX-License-Identifier: BSD-2-Clause */
/* The list of images. */
#ifndef CATALOG_H
#define CATALOG_H

#include "call/call.h"

int catalog_describe_images(struct call *c, struct fault *fault);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* The kind of AMIs. */
#ifndef IMAGE_KIND_H
#define IMAGE_KIND_H

#include "kinds/kind.h"

extern const struct kind image_kind;

/* The attributes in DescribeImageAttribute.  NULL ends the array. */
extern const struct list *const image_kind_attributes[];

#endif

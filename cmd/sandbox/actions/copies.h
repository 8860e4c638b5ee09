/* SPDX-License-Identifier: BSD-2-Clause */
/* Images made of instances and of other images, and their deprecation: the
 * recipes of these actions. */
#ifndef COPIES_H
#define COPIES_H

#include "actions/recipe.h"

extern const struct recipe copies_create_image;
extern const struct recipe copies_copy_image;
extern const struct recipe copies_enable_deprecation;
extern const struct recipe copies_disable_deprecation;

#endif

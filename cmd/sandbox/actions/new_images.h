/* SPDX-License-Identifier: BSD-2-Clause */
/* Images made of instances, of other images, of bundles and of snapshots. */
#ifndef NEW_IMAGES_H
#define NEW_IMAGES_H

#include "actions/recipe.h"

extern const struct recipe *const new_images_actions[];

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes of an instance's attributes. */
#ifndef INSTANCE_ATTRIBUTES_H
#define INSTANCE_ATTRIBUTES_H

#include "actions/recipe.h"

extern const struct recipe *const instance_attributes_actions[];

#endif

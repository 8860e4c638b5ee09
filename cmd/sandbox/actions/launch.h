/* SPDX-License-Identifier: BSD-2-Clause */
/* RunInstances. */
#ifndef LAUNCH_H
#define LAUNCH_H

#include "actions/recipe.h"

extern const struct recipe *const launch_actions[];

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Snapshots and volumes. */
#ifndef STORAGE_H
#define STORAGE_H

#include "actions/recipe.h"

extern const struct recipe *const storage_actions[];

#endif

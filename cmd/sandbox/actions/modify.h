/* SPDX-License-Identifier: BSD-2-Clause */
/* ModifyImageAttribute, for permissions, product code and description, and
 * ModifySnapshotAttribute. */
#ifndef MODIFY_H
#define MODIFY_H

#include "actions/recipe.h"

extern const struct recipe *const modify_actions[];

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* The rules of security groups: authorized and revoked. */
#ifndef GROUP_RULES_H
#define GROUP_RULES_H

#include "actions/recipe.h"

extern const struct recipe *const group_rules_actions[];

#endif

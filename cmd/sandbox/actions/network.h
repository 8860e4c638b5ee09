/* SPDX-License-Identifier: BSD-2-Clause */
/* Security groups, addresses, and the end of key pairs. */
#ifndef NETWORK_H
#define NETWORK_H

#include "actions/recipe.h"

extern const struct recipe *const network_actions[];

#endif

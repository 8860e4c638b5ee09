/* SPDX-License-Identifier: BSD-2-Clause */
/* Instances: whether one runs with a product code, what it shows of itself, and
 * the reset of an attribute. */
#ifndef INSTANCES_H
#define INSTANCES_H

#include "actions/recipe.h"

extern const struct recipe instances_confirm;
extern const struct recipe instances_describe_attribute;
extern const struct recipe instances_reset;
extern const struct recipe instances_password;
extern const struct recipe instances_console;

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Key pairs, security groups, addresses: the recipes of their actions. */
#ifndef NETWORK_H
#define NETWORK_H

#include "actions/recipe.h"

extern const struct recipe network_delete_key;
extern const struct recipe network_create_group;
extern const struct recipe network_delete_group;
extern const struct recipe network_allocate_address;
extern const struct recipe network_associate_address;
extern const struct recipe network_disassociate_address;
extern const struct recipe network_release_address;

#endif

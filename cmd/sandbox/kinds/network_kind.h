/* SPDX-License-Identifier: BSD-2-Clause */
/* The kinds key pair, security group and address. */
#ifndef NETWORK_KIND_H
#define NETWORK_KIND_H

#include "kinds/kind.h"

extern const struct kind network_kind_key;
extern const struct kind network_kind_group;
extern const struct kind network_kind_address;

/* SQL that gives each account the group "default" in each region, unless the
 * account has one there, outside all VPCs. */
extern const char network_kind_default_groups[];

#endif

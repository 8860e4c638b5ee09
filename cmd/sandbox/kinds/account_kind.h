/* SPDX-License-Identifier: BSD-2-Clause */
/* The kinds account, product, sign-up, region, zone and tag. */
#ifndef ACCOUNT_KIND_H
#define ACCOUNT_KIND_H

#include "kinds/kind.h"

extern const struct kind account_kind;
extern const struct kind account_kind_product;
extern const struct kind account_kind_signup;
extern const struct kind account_kind_region;
extern const struct kind account_kind_zone;
extern const struct kind account_kind_tag;

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds out from a reply to DescribeAddresses whether an address is free. */
#ifndef ELASTICIP_H
#define ELASTICIP_H

#include <stdbool.h>

#include "base/params.h"
#include "reply/answer.h"
#include "reply/item.h"

/* The rule for a reply about one address. */
extern const struct answer_rule elasticip_readback_rule;

/* Returns true if REPLY has no address, or if no instance or network interface
 * has its address.  An address outside a VPC has no associationId.  Other
 * clouds show a free address with an empty associationId, or with an instanceId
 * such as "None (project)".  WRITE is unused. */
bool elasticip_is_free(const struct node *reply, const struct params *write);

#endif

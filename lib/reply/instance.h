/* SPDX-License-Identifier: BSD-2-Clause */
/* Judges whether a reply to DescribeInstanceAttribute shows the values that
 * WRITE sets.  WRITE is a ModifyInstanceAttribute request. */
#ifndef INSTANCE_H
#define INSTANCE_H

#include <stdbool.h>

#include "base/params.h"
#include "reply/answer.h"
#include "reply/item.h"

/* Returns whether the instance has exactly the groups of WRITE. */
bool instance_has_groups(const struct node *reply, const struct params *write);

/* Returns whether each device in WRITE has the DeleteOnTermination that WRITE
 * sets. */
bool instance_has_deletions(const struct node *reply,
			    const struct params *write);

/* These two rules reject a reply that names an instance other than the
 * request's.  instance_attribute_rule also requires the attribute that the
 * request names. */
extern const struct answer_rule instance_echo_rule;
extern const struct answer_rule instance_attribute_rule;

#endif

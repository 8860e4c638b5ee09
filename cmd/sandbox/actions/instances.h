/* SPDX-License-Identifier: BSD-2-Clause */
/* Instances: whether one has a product code, what DescribeInstanceAttribute
 * shows, its state and its monitoring. */
#ifndef INSTANCES_H
#define INSTANCES_H

#include "actions/recipe.h"

/* A rule: an instance outside a VPC, ?1, has no attribute sourceDestCheck; the
 * SQL value NAME is the attribute's name. */
#define INSTANCES_IN_VPC(name) \
	{ FAULT_PARAMETER_COMBINATION, \
"SELECT 'You may only modify the sourceDestCheck attribute for VPC instances' " \
"FROM instance WHERE id = ?1 AND subnet = '' AND " name " = 'sourceDestCheck'" }

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Instances: their product codes, the attributes that DescribeInstanceAttribute
 * shows, their states and their monitoring. */
#ifndef INSTANCES_H
#define INSTANCES_H

#include "actions/recipe.h"

/* SQL condition: the SQL value TYPE does not have the form FAMILY.SIZE. */
#define INSTANCES_NOT_TYPE(type) \
	"(" type " NOT GLOB '[a-z0-9-]*.[a-z0-9-]*' OR " type " GLOB " \
	"'*[^a-z0-9.-]*' OR " type " GLOB '*.*.*' OR length(" type ") > 31)"

/* Rule: the attribute NAME, an SQL value, must not be sourceDestCheck if the
 * instance ?1 is not in a VPC. */
#define INSTANCES_IN_VPC(name) \
	{ FAULT_PARAMETER_COMBINATION, \
"SELECT 'You may only modify the sourceDestCheck attribute for VPC instances' " \
"FROM instance WHERE id = ?1 AND subnet = '' AND " name " = 'sourceDestCheck'" }

/* Refuses user data that is not base64, or is too long. */
int instances_check_user_data(const char *text, struct fault *fault);

#endif

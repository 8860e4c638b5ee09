/* SPDX-License-Identifier: BSD-2-Clause */
/* Actions on instances that exist, such as starting and stopping them. */
#ifndef INSTANCES_H
#define INSTANCES_H

#include "actions/recipe.h"

/* SQL that is true if the SQL value TYPE cannot be an instance type. */
#define INSTANCES_NOT_TYPE(type) \
	"(" type " NOT GLOB '[a-z0-9-]*.[a-z0-9-]*' OR " type " GLOB " \
	"'*[^a-z0-9.-]*' OR " type " GLOB '*.*.*' OR length(" type ") > 31)"

/* A rule that refuses the attribute sourceDestCheck for an instance outside a
 * VPC.  NAME is the SQL for the attribute. */
#define INSTANCES_IN_VPC(name) \
	{ FAULT_PARAMETER_COMBINATION, \
"SELECT 'You may only modify the sourceDestCheck attribute for VPC instances' " \
"FROM instance WHERE id = ?1 AND subnet = '' AND " name " = 'sourceDestCheck'" }

/* Refuses user data that is not base64, or is too long. */
int instances_check_user_data(const char *text, struct fault *fault);

#endif

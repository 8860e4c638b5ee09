/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Converts the option values that say with whom to share an image or a
 * snapshot.  All functions have the type opt_feed: they add parameters to P
 * under the name PARAM, or fail with a usage error.
 */
#ifndef ENTITY_H
#define ENTITY_H

#include "base/err.h"
#include "base/params.h"

/* Accepts `all`, an account number of 12 digits with optional hyphens, or the
 * ARN of an organization or organizational unit.  Adds the next PARAM.N.Group,
 * .UserId, .OrganizationArn or .OrganizationalUnitArn.  Rejects all other
 * values, because an endpoint may interpret a mistyped group as "everyone". */
int entity_any(struct params *p, const char *param, const char *value,
	       struct err *err);

/* Does the same as entity_any, but rejects ARNs, because a snapshot cannot be
 * shared with an organization. */
int entity_without_arn(struct params *p, const char *param, const char *value,
		       struct err *err);

#endif

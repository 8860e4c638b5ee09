/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whom an image or a snapshot is shared with.  The functions of type opt_feed
 * add to P under PARAM, or fail with a usage error.
 */
#ifndef ENTITY_H
#define ENTITY_H

#include "base/err.h"
#include "base/params.h"

/* `all`, an account's 12 digits (hyphens dropped), or the ARN of an
 * organization or organizational unit.  Becomes the next PARAM.N.Group,
 * .UserId, .OrganizationArn or .OrganizationalUnitArn.  Anything else is
 * refused: an endpoint may read a mistyped group as "everyone". */
int entity_any(struct params *p, const char *param, const char *value,
	       struct err *err);

/* Like entity_any, but refuses ARNs, for requests that do not take them. */
int entity_without_arn(struct params *p, const char *param, const char *value,
		       struct err *err);

#endif

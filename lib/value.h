/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Values that have a syntax of their own, and the request parameters they
 * become.  Every function has the type that an option table's `feed` wants:
 * it adds to P under PARAM, or fails as a usage error.  Nothing is sent
 * before every value of the command line has been understood.
 */
#ifndef VALUE_H
#define VALUE_H

#include "err.h"
#include "params.h"

/* Who may launch an image: `all`, an account's 12 digits (hyphens dropped),
 * or the ARN of an organization or organizational unit.  Becomes the next
 * PARAM.N.Group, .UserId, .OrganizationArn or .OrganizationalUnitArn.
 * Anything else is refused: an endpoint may read a mistyped group as
 * "everyone". */
int value_entity(struct params *p, const char *param, const char *value,
		 struct err *err);

#endif

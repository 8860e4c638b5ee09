/* SPDX-License-Identifier: BSD-2-Clause */
/* Amazon's regions, and the domains that their endpoints lie in. */
#ifndef AWSREGION_H
#define AWSREGION_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* The region where no setting names one. */
#define AWSREGION_DEFAULT "us-east-1"

/* Fails with a usage error unless REGION can be part of a host's name and of a
 * signature.  FROM says where it was set. */
int awsregion_check(const char *region, const char *from, struct err *err);

/* The domain of REGION's endpoints.  With DUALSTACK: the domain of those that
 * also have IPv6, or NULL if the region has none. */
const char *awsregion_domain(const char *region, bool dualstack);

/* Whether HOST lies in a domain of Amazon's endpoints. */
bool awsregion_is_amazon(const char *host);

/* Appends the region that an EC2 endpoint's HOST names, in any case, with or
 * without a dot at the end; false if it names none. */
bool awsregion_of_host(struct buf *out, const char *host);

/* Whether an account must turn REGION on before it can use it. */
bool awsregion_is_opt_in(const char *region);

/* The Amazon region that NAME probably means.  NULL if NAME is a region, or
 * resembles none. */
const char *awsregion_meant(const char *name);

/* Whether NAME has the form of an availability zone, such as us-east-1a. */
bool awsregion_is_zone(const char *name);

#endif

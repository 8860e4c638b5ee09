/* SPDX-License-Identifier: BSD-2-Clause */
/* Amazon's regions, and the domains that their endpoints lie in. */
#ifndef AWSREGION_H
#define AWSREGION_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* The region where no setting names one. */
#define AWSREGION_DEFAULT "us-east-1"

/* Fails with a usage error unless REGION, which FROM names, may stand in a
 * host's name and a signature. */
int awsregion_check(const char *region, const char *from, struct err *err);

/* The domain of REGION's endpoints, or of those that have IPv6 too; NULL for
 * a region without IPv6. */
const char *awsregion_domain(const char *region, bool dualstack);

/* Whether a HOST lies in such a domain. */
bool awsregion_is_amazon(const char *host);

/* Appends the region that an EC2 endpoint's HOST names, if it does, whatever
 * the case and with a dot at its end or not. */
bool awsregion_of_host(struct buf *out, const char *host);

/* Whether an account has to turn REGION on before it can be used. */
bool awsregion_is_opt_in(const char *region);

/* Whether NAME has the form of an availability zone, as us-east-1a. */
bool awsregion_is_zone(const char *name);

#endif

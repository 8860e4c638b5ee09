/* SPDX-License-Identifier: BSD-2-Clause */
/* Amazon's regions and the domains of their endpoints. */
#ifndef AWSREGION_H
#define AWSREGION_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* The region of requests if the user has not set a region. */
#define AWSREGION_DEFAULT "us-east-1"

/* Fails with a usage error if REGION is empty, or contains a character other
 * than ASCII letters, digits, - and _.  FROM names the setting that contains
 * REGION. */
int awsregion_check(const char *region, const char *from, struct err *err);

/* Returns the domain of REGION's endpoints.  If DUALSTACK is set, returns the
 * domain of the endpoints that support both IPv4 and IPv6.  Returns NULL if the
 * region does not have such endpoints. */
const char *awsregion_domain(const char *region, bool dualstack);

/* Returns whether HOST is in a domain of Amazon's endpoints. */
bool awsregion_is_amazon(const char *host);

/* Appends the region in HOST, if HOST is the name of an EC2 endpoint of Amazon
 * or Outscale and contains a region.  Ignores case and a dot at the end.
 * Returns false and appends nothing for any other HOST. */
bool awsregion_of_host(struct buf *out, const char *host);

/* Returns whether an account must enable REGION before it can use REGION.
 * An unknown name with a hyphen counts as a new region. */
bool awsregion_is_opt_in(const char *region);

/* Returns the Amazon region that the user probably meant by NAME.  Returns NULL
 * if NAME is itself a known region or if it does not resemble a region. */
const char *awsregion_meant(const char *name);

/* Returns whether NAME has the form of an availability zone, such as
 * us-east-1a. */
bool awsregion_is_zone(const char *name);

#endif

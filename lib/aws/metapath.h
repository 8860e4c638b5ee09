/* SPDX-License-Identifier: BSD-2-Clause */
/* The paths of the metadata service, as users write them. */
#ifndef METAPATH_H
#define METAPATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Whether the LEN bytes of TEXT name a version of the service: "latest",
 * "1.0" or a date. */
bool metapath_is_version(const char *text, size_t len);

/* Appends to LABEL the path that GIVEN means, as it is printed.  GIVEN is a
 * path that begins with a version, or one within VERSION that begins with
 * "meta-data", "dynamic" or "user-data", or one within VERSION/meta-data.
 * Several slashes in a row count as one.  A leading slash does not change the
 * meaning; before a version it stays in LABEL, as Amazon's ec2-metadata prints
 * it too. */
void metapath_expand(struct buf *label, const char *given,
		     const char *version);

#endif

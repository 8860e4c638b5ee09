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

/* Appends to LABEL the path that GIVEN means, as it is printed.  GIVEN begins
 * with a version, with a directory that every version has ("meta-data",
 * "dynamic", "user-data"), or below meta-data; VERSION is put before the
 * latter two.  Several slashes in a row count as one.  A slash in front
 * changes nothing, but stays in LABEL before a version, where Amazon's
 * ec2-metadata prints it too. */
void metapath_expand(struct buf *label, const char *given,
		     const char *version);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Expands the abbreviated paths of the metadata service that users type. */
#ifndef METAPATH_H
#define METAPATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Returns whether the LEN bytes at TEXT are a version of the service: "latest",
 * "1.0" or a date. */
bool metapath_is_version(const char *text, size_t len);

/* Appends the full path for GIVEN.  If the first part of GIVEN is a version, or
 * if GIVEN has only slashes or is empty, the path is complete.  If the first
 * part is "meta-data", "dynamic" or "user-data", the path is relative to
 * VERSION.  Any other path is relative to VERSION/meta-data.  Replaces several
 * slashes in a row by one.  Keeps the leading slash of a complete path, as
 * Amazon's ec2-metadata does, and removes any other leading slash. */
void metapath_expand(struct buf *out, const char *given, const char *version);

#endif

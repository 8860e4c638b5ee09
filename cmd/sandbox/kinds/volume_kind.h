/* SPDX-License-Identifier: BSD-2-Clause */
/* The kinds snapshot and volume. */
#ifndef VOLUME_KIND_H
#define VOLUME_KIND_H

#include "kinds/kind.h"

extern const struct kind volume_kind;
extern const struct kind volume_kind_snapshot;

/* The attributes in DescribeSnapshotAttribute.  NULL ends the array. */
extern const struct list *const volume_kind_snapshot_attributes[];

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Snapshots and volumes: the recipes of their actions. */
#ifndef STORAGE_H
#define STORAGE_H

#include "actions/recipe.h"

extern const struct recipe storage_create_snapshot;
extern const struct recipe storage_copy_snapshot;
extern const struct recipe storage_delete_snapshot;
extern const struct recipe storage_describe_snapshot_attribute;
extern const struct recipe storage_reset_snapshot;
extern const struct recipe storage_create_volume;
extern const struct recipe storage_attach_volume;
extern const struct recipe storage_detach_volume;
extern const struct recipe storage_delete_volume;

#endif

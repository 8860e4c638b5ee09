/* SPDX-License-Identifier: BSD-2-Clause */
/* The paths of the metadata service, and their values. */
#ifndef METADATA_TREE_H
#define METADATA_TREE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "state/state.h"

struct metadata_tree {
	struct state *state;
	struct digest *digest;
	const char *instance;
};

/* Appends the value at PATH, or the names in a directory, such as
 * "latest/meta-data/" or "".  Sets *FOUND to whether PATH exists. */
int metadata_tree_get(const struct metadata_tree *t, const char *path,
		      struct buf *out, bool *found, struct err *err);

#endif

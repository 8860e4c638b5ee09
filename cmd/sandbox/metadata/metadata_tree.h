/* SPDX-License-Identifier: BSD-2-Clause */
/* The names below a version of the metadata service, and what is there. */
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

/* Appends what PATH names, "" for the list of versions, "latest/meta-data/"
 * for a directory's list; *FOUND says whether it names anything. */
int metadata_tree_get(const struct metadata_tree *t, const char *path,
		      struct buf *out, bool *found, struct err *err);

#endif

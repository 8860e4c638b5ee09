/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/sharing.h"

static const struct answer_rule read_rule = {
	.attribute = true, .echoes = { { "snapshotId", "SnapshotId" } },
};

const struct readback sharing_snapshot_readbacks[] = {
	{ "CreateVolumePermission.", "DescribeSnapshotAttribute",
	  "createVolumePermission", "SnapshotId", .rule = &read_rule,
	  .test = READBACK_SHARED, .path = "createVolumePermission",
	  .param = "CreateVolumePermission",
	  .missing = "the snapshot's permissions are not as asked for" },
	{ .when = NULL }
};

/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/sharing.h"

#include "reply/snapshot.h"

#define READBACK(...) { "CreateVolumePermission.", \
	"DescribeSnapshotAttribute", "createVolumePermission", "SnapshotId", \
	.rule = &snapshot_attribute_rule, .test = READBACK_SHARED, \
	.path = "createVolumePermission", .param = "CreateVolumePermission", \
	.missing = "the snapshot's permissions are not as requested", \
	__VA_ARGS__ }

const struct readback sharing_if_unclear[] = {
	READBACK(.if_imitated = true),
	{ .when = NULL }
};

const struct readback sharing_always[] = {
	READBACK(.always = true,
		 .hint = "some endpoints accept permissions and drop them; "
			 "ec2-describe-snapshot-attribute -c shows who may "
			 "use the snapshot now"),
	{ .when = NULL }
};

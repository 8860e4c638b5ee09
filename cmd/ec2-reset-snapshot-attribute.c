/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-reset-snapshot-attribute: make snapshots private again. */
#include "command/cmd.h"
#include "reply/snapshot.h"

static const struct opt options[] = {
	CMD_ATTRIBUTE('c', "create-volume-permission", "createVolumePermission",
		      "reset who may create volumes from the snapshot"),
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Attribute", REQUEST("Attribute")),
		COLUMN("SnapshotID", REQUEST("SnapshotId")),
		COLUMN("Operation", LITERAL("RESET"))) },
	ROW_END
};

static const struct readback readbacks[] = {
	{ "SnapshotId", "DescribeSnapshotAttribute", "createVolumePermission",
	  "SnapshotId", .rule = &snapshot_attribute_rule, .test = READBACK_EMPTY,
	  .path = "createVolumePermission", .if_imitated = true,
	  .missing = "the snapshot is still shared" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-reset-snapshot-attribute",
	.purpose = "Makes snapshots private again.",
	.examples = { "snap-a08912c9 -c" },
	.operand = { .value = "SNAPSHOT", .param = "SnapshotId",
		     .use = OPT_EACH, .needed = true },
	.options = options,
	.call = { "ResetSnapshotAttribute", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .look = "ec2-describe-snapshot-attribute -c shows who may "
			  "use the snapshot now" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

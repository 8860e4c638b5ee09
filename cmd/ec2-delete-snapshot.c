/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-delete-snapshot: delete EBS snapshots. */
#include "command/cmd.h"

static const struct opt options[] = { OPT_END };

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("SNAPSHOT")),
		COLUMN("SnapshotID", REQUEST("SnapshotId"))) },
	ROW_END
};

static const struct answer_rule read_rule = {
	.set = "snapshotSet", .resources = "snapshotSet/item",
	.id = "snapshotId", .ids = "SnapshotId",
};

static const struct readback readbacks[] = {
	{ "SnapshotId", "DescribeSnapshots", .subject = "SnapshotId",
	  .as = "SnapshotId.1", .rule = &read_rule, .test = READBACK_ABSENT,
	  .path = "snapshotSet/item", .gone_holds = true,
	  .missing = "the snapshot is still there" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-delete-snapshot",
	.purpose = "Deletes EBS snapshots.",
	.examples = { "snap-a08912c9" },
	.operand = { .value = "SNAPSHOT", .param = "SnapshotId",
		     .use = OPT_EACH, .needed = true },
	.options = options,
	.call = { "DeleteSnapshot", "", rows, REPLY_SUCCESS, .writes = true,
		  .readbacks = readbacks,
		  .look = "ec2-describe-snapshots shows whether the snapshot "
			  "is still there" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

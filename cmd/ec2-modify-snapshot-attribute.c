/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-modify-snapshot-attribute: share snapshots, or stop sharing them. */
#include "cli/entity.h"
#include "command/cmd.h"
#include "command/sharing.h"

enum { DIRECTION = 1 };

static const struct opt options[] = {
	{ 'c', "create-volume-permission", .needed = true, .with = "ar",
	  .help = "change who may create volumes from the snapshot" },
	{ 'a', "add", "ENTITY", "CreateVolumePermission.Add",
	  .feed = entity_without_arn, .use = OPT_LIST, .choice = DIRECTION,
	  .portion = SHARING_SNAPSHOT_MAX, .with = "c",
	  .help = "share with an account, or all" },
	{ 'r', "remove", "ENTITY", "CreateVolumePermission.Remove",
	  .feed = entity_without_arn, .use = OPT_LIST, .choice = DIRECTION,
	  .portion = SHARING_SNAPSHOT_MAX, .with = "c",
	  .help = "stop sharing with an account, or all" },
	OPT_END
};

static const struct row rows[] = {
	SHARING_SNAPSHOT_ROWS,
	ROW_END
};

static const struct cmd command = {
	.name = "ec2-modify-snapshot-attribute",
	.purpose = "Shares snapshots, or stops sharing them.",
	.examples = { "snap-a08912c9 -c -a 111122223333" },
	.operand = { .value = "SNAPSHOT", .param = "SnapshotId",
		     .use = OPT_EACH, .needed = true },
	.options = options,
	.call = SHARING_SNAPSHOT_CALL(rows, sharing_if_unclear),
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

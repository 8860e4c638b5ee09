/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-create-snapshot: make snapshots of EBS volumes. */
#include "command/cmd.h"
#include "command/states.h"
#include "reply/snapshot.h"

static const struct opt options[] = {
	{ 'd', "description", "TEXT", "Description",
	  .help = "description of the snapshot" },
	{ 0, "tag", "KEY[=VALUE]", "snapshot", .feed = value_tag,
	  .use = OPT_MANY, .help = "tag the snapshot; may be repeated" },
	CMD_WAIT("completed"),
	OPT_END
};

static const struct answer_rule rule = {
	.one_id = "snapshotId", .echoes = { { "volumeId", "VolumeId" } },
};

static const struct cmd command = {
	.name = "ec2-create-snapshot",
	.purpose = "Makes a snapshot of each EBS volume that you name.",
	.examples = { "vol-1a2b3c4d -d 'before the update' --wait" },
	.operand = { .value = "VOLUME", .param = "VolumeId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.call = { "CreateSnapshot", "", snapshot_rows, .writes = true,
		  .once = true, .rule = &rule,
		  .until = &states_snapshot_completed,
		  .look = "ec2-describe-snapshots -F volume-id=VOLUME shows "
			  "whether there is a new snapshot" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

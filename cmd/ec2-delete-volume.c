/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-delete-volume: delete volumes, with the data on them. */
#include "command/cmd.h"
#include "reply/volumes.h"

static const struct opt options[] = { OPT_END };

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("VOLUME")),
		COLUMN("VolumeID", REQUEST("VolumeId"))) },
	ROW_END
};

static const struct readback readbacks[] = {
	{ "VolumeId", "DescribeVolumes", .subject = "VolumeId",
	  .as = "VolumeId.1", .rule = &volumes_readback_rule,
	  .find = volumes_deleted, .gone_holds = true,
	  .missing = "the volume is still there" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-delete-volume",
	.purpose = "Deletes EBS volumes, with the data on them.",
	.examples = { "vol-1a2b3c4d" },
	.operand = { .value = "VOLUME", .param = "VolumeId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.call = { "DeleteVolume", "", rows, REPLY_SUCCESS, .writes = true,
		  .readbacks = readbacks,
		  .look = "ec2-describe-volumes shows whether the volume is "
			  "still there" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

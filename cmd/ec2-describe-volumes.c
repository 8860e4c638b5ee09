/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-volumes: show volumes, with their attachments and tags. */
#include "command/cmd.h"
#include "reply/volumes.h"

static const struct opt options[] = {
	CMD_FILTER("volumes"),
	CMD_PAGE_SIZE,
	OPT_END
};

static const char *const selects[] = { "Filter", NULL };

static const struct answer_match matches[] = {
	{ "volume-id", .path = "volumeId", .called = "volume id" },
	{ "snapshot-id", .path = "snapshotId", .called = "snapshot id" },
	{ "attachment.instance-id", .path = "attachmentSet/item/instanceId",
	  .called = "instance id" },
	{ .filter = NULL }
};

static const struct answer_rule rule = {
	.set = "volumeSet", .resources = "", .id = "volumeId", .ids = "VolumeId",
	.selects = selects, .matches = matches,
	.id_filter = "volume-id",
};

static const struct cmd command = {
	.name = "ec2-describe-volumes",
	.purpose = "Shows your volumes, or only those that you name.",
	.examples = { "-F attachment.instance-id=i-10a64379" },
	.operand = { .value = "VOLUME", .param = "VolumeId", .use = OPT_LIST },
	.options = options,
	.call = { "DescribeVolumes", "volumeSet/item", volumes_rows,
		  .pages = true, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-detach-volume: detach a volume from its instance. */
#include "command/cmd.h"
#include "reply/volumes.h"

static const struct opt options[] = {
	{ 'i', "instance", "INSTANCE", "InstanceId",
	  .help = "instance to detach the volume from" },
	{ 'd', "device", "DEVICE", "Device",
	  .help = "name of the device" },
	{ 'f', "force", .param = "Force", .fixed = "true",
	  .help = "detach even while the instance uses the volume" },
	OPT_END
};

static const struct readback readbacks[] = {
	{ "VolumeId", "DescribeVolumes", .subject = "VolumeId",
	  .as = "VolumeId.1", .rule = &volumes_readback_rule,
	  .find = volumes_detached, .missing = "the volume is still attached" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-detach-volume",
	.purpose = "Detaches a volume from an instance.",
	.examples = { "vol-1a2b3c4d -i i-10a64379" },
	.operand = { .value = "VOLUME", .param = "VolumeId", .needed = true },
	.options = options,
	.call = { "DetachVolume", "", volumes_attachment_rows, .writes = true,
		  .readbacks = readbacks, .rule = &volumes_attachment_rule,
		  .look = "ec2-describe-volumes shows what the volume is "
			  "attached to" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-attach-volume: attach a volume to an instance, as a device. */
#include "command/cmd.h"
#include "reply/volumes.h"

static const struct opt options[] = {
	{ 'i', "instance", "INSTANCE", "InstanceId", .needed = true,
	  .help = "instance to attach the volume to" },
	{ 'd', "device", "DEVICE", "Device", .needed = true,
	  .help = "name of the device, such as /dev/sdh" },
	OPT_END
};

static const struct readback readbacks[] = {
	{ "VolumeId", "DescribeVolumes", .subject = "VolumeId",
	  .as = "VolumeId.1", .rule = &volumes_readback_rule,
	  .find = volumes_attached, .missing = "the volume is not attached" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-attach-volume",
	.purpose = "Attaches a volume to an instance.",
	.examples = { "vol-1a2b3c4d -i i-10a64379 -d /dev/sdh" },
	.operand = { .value = "VOLUME", .param = "VolumeId", .needed = true },
	.options = options,
	.call = { "AttachVolume", "", volumes_attachment_rows, .writes = true,
		  .early = "IncorrectState",
		  .readbacks = readbacks, .rule = &volumes_attachment_rule,
		  .look = "ec2-describe-volumes shows what the volume is "
			  "attached to" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

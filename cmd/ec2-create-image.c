/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-create-image: make an AMI from an EBS-backed instance. */
#include "cli/device.h"
#include "command/cmd.h"
#include "command/states.h"
#include "reply/image.h"

static const struct opt options[] = {
	{ 'n', "name", "NAME", "Name", .needed = true,
	  .help = "name of the image" },
	{ 'd', "description", "TEXT", "Description",
	  .help = "description of the image" },
	{ 0, "no-reboot", .param = "NoReboot", .fixed = "true",
	  .help = "do not restart the instance" },
	{ 'b', "block-device-mapping", "MAPPING", "BlockDeviceMapping",
	  .feed = device_mapping, .use = OPT_MANY,
	  .help = "DEVICE=none|ephemeralN|[SNAPSHOT][:SIZE...]" },
	{ 0, "tag", "KEY[=VALUE]", "image snapshot", .feed = value_tag,
	  .use = OPT_MANY, .help = "tag the image and its snapshots" },
	CMD_WAIT("available"),
	OPT_END
};

static const struct cmd command = {
	.name = "ec2-create-image",
	.purpose = "Makes an AMI from an instance. Restarts a running instance "
		   "unless --no-reboot.",
	.examples = { "i-10a64379 -n 'web server 2' --no-reboot" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .needed = true },
	.options = options,
	.call = { "CreateImage", "", image_made_rows, .writes = true, .once = true,
		  .rule = &image_made_rule, .until = &states_image_available,
		  .look = "ec2-describe-images -o self -F name=NAME shows "
			  "whether there is a new image" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-register: make an AMI of a bundle or a snapshot. */
#include "command/cmd.h"

enum { NEEDED_NAME = 1 };

static const struct opt options[] = {
	{ 'n', "name", "NAME", "Name", .choice = NEEDED_NAME,
	  .help = "name of the image" },
	{ 'd', "description", "TEXT", "Description",
	  .help = "description of the image" },
	{ 'a', "architecture", "i386|x86_64|arm64", "Architecture",
	  .help = "architecture of the image" },
	{ 0, "kernel", "KERNEL", "KernelId",
	  .help = "kernel" },
	{ 0, "ramdisk", "RAMDISK", "RamdiskId",
	  .help = "RAM disk" },
	{ 0, "root-device-name", "DEVICE", "RootDeviceName",
	  .help = "root device (/dev/sda1)" },
	{ 's', "snapshot", "SNAPSHOT", "BlockDeviceMapping",
	  .feed = value_root_snapshot, .help = "snapshot of the root device" },
	{ 'b', "block-device-mapping", "MAPPING", "BlockDeviceMapping",
	  .feed = value_mapping, .use = OPT_MANY,
	  .help = "DEVICE=none, =ephemeralN, or =[SNAPSHOT][:SIZE...]" },
	OPT_END
};

static const unsigned choices[] = { NEEDED_NAME, 0 };

static const struct row rows[] = {
	{ "", .heads = "Type ImageID",
	  .cells = { LITERAL("IMAGE"), PATH("imageId") } },
	ROW_END
};

static const struct answer_rule rule = { .one_id = "imageId" };

static const struct cmd command = {
	.name = "ec2-register",
	.synopsis = "[MANIFEST] -n NAME [option]...",
	.purpose = "Registers an AMI, which then has a new ID and no product "
		   "code.",
	.operand = { .value = "MANIFEST", .param = "ImageLocation" },
	.options = options,
	.choices = choices,
	.defaults = { { "RootDeviceName", "/dev/sda1" } },
	.call = { "RegisterImage", "", rows, .writes = true, .once = true,
		  .rule = &rule,
		  .look = "ec2-describe-images -o self shows whether there is "
			  "a new image" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

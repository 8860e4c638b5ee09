/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-register: register an AMI from a bundle or a snapshot. */
#include "cli/device.h"
#include "cli/imagename.h"
#include "command/cmd.h"
#include "command/states.h"
#include "reply/image.h"

static const struct opt options[] = {
	{ 'n', "name", "NAME", "Name", .needed = true,
	  .suggest = imagename_suggest, .help = "name of the image" },
	{ 'd', "description", "TEXT", "Description",
	  .help = "description of the image" },
	{ 'a', "architecture", "i386|x86_64|arm64", "Architecture",
	  .help = "architecture of the image" },
	{ 0, "kernel", "KERNEL", "KernelId",
	  .help = "kernel" },
	{ 0, "ramdisk", "RAMDISK", "RamdiskId",
	  .help = "RAM disk" },
	{ 0, "root-device-name", "DEVICE", "RootDeviceName",
	  .help = "name of the root device (/dev/sda1)" },
	{ 's', "snapshot", "SNAPSHOT", "BlockDeviceMapping",
	  .feed = device_root_snapshot, .help = "snapshot of the root device" },
	{ 'b', "block-device-mapping", "MAPPING", "BlockDeviceMapping",
	  .feed = device_mapping, .use = OPT_MANY,
	  .help = "DEVICE=none|ephemeralN|[SNAPSHOT][:SIZE...]" },
	{ 0, "virtualization-type", "paravirtual|hvm", "VirtualizationType",
	  .help = "virtualization type (paravirtual)" },
	{ 0, "sriov", "simple", "SriovNetSupport",
	  .help = "enhanced networking by an Intel interface" },
	{ 0, "ena-support", .param = "EnaSupport", .fixed = "true",
	  .help = "enhanced networking by ENA" },
	{ 0, "boot-mode", "legacy-bios|uefi|uefi-preferred", "BootMode",
	  .help = "boot mode" },
	{ 0, "tpm-support", "VERSION", "TpmSupport",
	  .help = "supported TPM version: v2.0" },
	{ 0, "imds-support", "VERSION", "ImdsSupport",
	  .help = "v2.0: metadata only with a token" },
	{ 0, "tag", "KEY[=VALUE]", "image", .feed = value_tag,
	  .use = OPT_MANY, .help = "tag the image; may be repeated" },
	CMD_WAIT("available"),
	OPT_END
};

static const struct cmd command = {
	.name = "ec2-register",
	.purpose = "Registers an AMI, which gets a new ID and usually no "
		   "product code.",
	.examples = { "seller-bucket/shared.manifest.xml -n web-2",
		      "-n web-2 -s snap-a08912c9" },
	.operand = { .value = "MANIFEST", .param = "ImageLocation" },
	.options = options,
	.defaults = { { "RootDeviceName", "/dev/sda1" } },
	.call = { "RegisterImage", "", image_made_rows, .writes = true,
		  .once = true, .rule = &image_made_rule,
		  .until = &states_image_available,
		  .look = "ec2-describe-images -o self shows whether there is "
			  "a new image" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-register: register an AMI from a bundle or a snapshot. */
#include "cli/device.h"
#include "command/cmd.h"
#include "command/states.h"
#include "reply/image.h"

#include <string.h>

enum { NEEDED_NAME = 1 };

/* The lengths in bytes of the shortest and the longest name. */
enum { NAME_MIN_LEN = 3, NAME_MAX_LEN = 128 };

/* Suggests NAME for bucket/NAME.manifest.xml.  Replaces each character that a
 * name may not contain by a hyphen. */
static bool suggest_name(const struct opt_args *args, struct buf *out)
{
	static const char allowed[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789()[]./-'@_";
	static const char *const ends[] = { ".manifest.xml", ".xml" };
	const char *path = opt_operand(args), *base;
	size_t len;

	if (!path)
		return false;
	base = strrchr(path, '/');
	base = base && base[1] ? base + 1 : path;
	len = strlen(base);
	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(ends[i]);

		if (len > n && strcmp(base + len - n, ends[i]) == 0) {
			len -= n;
			break;
		}
	}
	for (size_t i = 0; i < len && i < NAME_MAX_LEN; i++)
		buf_putc(out, strchr(allowed, base[i]) ? base[i] : '-');
	while (out->len < NAME_MIN_LEN && !out->failed)
		buf_putc(out, '-');
	return true;
}

static const struct opt options[] = {
	{ 'n', "name", "NAME", "Name", .choice = NEEDED_NAME,
	  .suggest = suggest_name,
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
	  .help = "TPM version that it supports: v2.0" },
	{ 0, "imds-support", "VERSION", "ImdsSupport",
	  .help = "v2.0: metadata only with a token" },
	{ 0, "tag", "KEY[=VALUE]", "image", .feed = value_tag,
	  .use = OPT_MANY, .help = "tag the image; may be repeated" },
	CMD_WAIT("available"),
	OPT_END
};

static const unsigned choices[] = { NEEDED_NAME, 0 };

static const struct cmd command = {
	.name = "ec2-register",
	.synopsis = "[MANIFEST] -n NAME [option]...",
	.purpose = "Registers an AMI, which then has a new ID and no product "
		   "code.",
	.operand = { .value = "MANIFEST", .param = "ImageLocation" },
	.options = options,
	.choices = choices,
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

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-image-attribute: what an AMI carries, and who may launch it. */
#include "command/cmd.h"

enum { ATTRIBUTE = 1 };

static const struct opt options[] = {
	{ 'l', "launch-permission", .param = "Attribute",
	  .fixed = "launchPermission", .choice = ATTRIBUTE,
	  .help = "who may launch the image" },
	{ 'p', "product-code", .param = "Attribute",
	  .fixed = "productCodes", .choice = ATTRIBUTE,
	  .help = "its product codes" },
	{ 'B', "block-device-mapping", .param = "Attribute",
	  .fixed = "blockDeviceMapping", .choice = ATTRIBUTE,
	  .help = "its block device mapping" },
	{ 0, "kernel", .param = "Attribute",
	  .fixed = "kernel", .choice = ATTRIBUTE,
	  .help = "its kernel" },
	{ 0, "ramdisk", .param = "Attribute",
	  .fixed = "ramdisk", .choice = ATTRIBUTE,
	  .help = "its RAM disk" },
	{ 0, "description", .param = "Attribute",
	  .fixed = "description", .choice = ATTRIBUTE,
	  .help = "its description" },
	OPT_END
};

static const unsigned choices[] = { ATTRIBUTE, 0 };

static const struct row rows[] = {
	{ "launchPermission/item", .only = "launchPermission", .columns = {
		COLUMN("Attribute", LITERAL("launchPermission")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("ItemType", NAME),
		COLUMN("ItemValue", VALUE),
	  } },
	{ "productCodes/item", .only = "productCodes",
	  .columns = {
		COLUMN("Attribute", LITERAL("productCodes")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("Operation", EMPTY),
		COLUMN("ItemType", LITERAL("productCode")),
		COLUMN("ItemValue", PATH("productCode")),
		HIDDEN("ProductCodeType", PATH("type")),
	  } },
	{ "blockDeviceMapping/item", .only = "blockDeviceMapping",
	  .columns = {
		COLUMN("Attribute", LITERAL("blockDeviceMapping")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("ItemType", LITERAL("blockDeviceMap")),
		COLUMN("ItemValue", DEVICE),
	  } },
	{ "kernel", .only = "kernel", .columns = {
		COLUMN("Attribute", LITERAL("kernel")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("ItemType", EMPTY),
		COLUMN("ItemValue", PATH("value")),
	  } },
	{ "ramdisk", .only = "ramdisk", .columns = {
		COLUMN("Attribute", LITERAL("ramdisk")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("ItemType", EMPTY),
		COLUMN("ItemValue", PATH("value")),
	  } },
	{ "description", .only = "description", .columns = {
		COLUMN("Attribute", LITERAL("description")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("ItemType", EMPTY),
		COLUMN("ItemValue", PATH("value")),
	  } },
	ROW_END
};

static const struct cmd command = {
	.name = "ec2-describe-image-attribute",
	.synopsis = "IMAGE... (-l | -p | -B | --kernel | --ramdisk | "
		    "--description)",
	.purpose = "Shows one attribute of AMIs.",
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.choices = choices,
	.call = { "DescribeImageAttribute", "", rows },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

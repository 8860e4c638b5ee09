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

static const char heads[] = "Attribute ImageID ItemType ItemValue";
static const char heads_of_codes[] =
	"Attribute ImageID Operation ItemType ItemValue ProductCodeType";

static const struct row rows[] = {
	{ "launchPermission/item", .only = "launchPermission", .heads = heads,
	  .cells = { LITERAL("launchPermission"), REQUEST("ImageId"), NAME,
		     VALUE } },
	{ "productCodes/item", .only = "productCodes", .has = "productCode",
	  .heads = heads_of_codes,
	  .cells = { LITERAL("productCodes"), REQUEST("ImageId"), EMPTY,
		     LITERAL("productCode"), PATH("productCode"),
		     EXTRA("type") } },
	{ "blockDeviceMapping/item", .only = "blockDeviceMapping",
	  .heads = heads,
	  .cells = { LITERAL("blockDeviceMapping"), REQUEST("ImageId"),
		     LITERAL("blockDeviceMap"), DEVICE } },
	{ "kernel", .only = "kernel", .has = "value", .heads = heads,
	  .cells = { LITERAL("kernel"), REQUEST("ImageId"), EMPTY,
		     PATH("value") } },
	{ "ramdisk", .only = "ramdisk", .has = "value", .heads = heads,
	  .cells = { LITERAL("ramdisk"), REQUEST("ImageId"), EMPTY,
		     PATH("value") } },
	{ "description", .only = "description", .has = "value",
	  .heads = heads,
	  .cells = { LITERAL("description"), REQUEST("ImageId"), EMPTY,
		     PATH("value") } },
	ROW_END
};

static const struct answer_rule rule = {
	.attribute = true, .echoes = { { "imageId", "ImageId" } },
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
	.call = { "DescribeImageAttribute", "", rows, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

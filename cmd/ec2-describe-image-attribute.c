/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-image-attribute: show one attribute of an AMI. */
#include "command/cmd.h"

enum { ATTRIBUTE = 1 };

static const struct opt options[] = {
	{ 'l', "launch-permission", .param = "Attribute",
	  .fixed = "launchPermission", .choice = ATTRIBUTE,
	  .help = "who may launch the image" },
	{ 'p', "product-code", .param = "Attribute",
	  .fixed = "productCodes", .choice = ATTRIBUTE,
	  .help = "product codes" },
	{ 'B', "block-device-mapping", .param = "Attribute",
	  .fixed = "blockDeviceMapping", .choice = ATTRIBUTE,
	  .help = "block device mapping" },
	{ 0, "kernel", .param = "Attribute",
	  .fixed = "kernel", .choice = ATTRIBUTE,
	  .help = "kernel" },
	{ 0, "ramdisk", .param = "Attribute",
	  .fixed = "ramdisk", .choice = ATTRIBUTE,
	  .help = "RAM disk" },
	{ 0, "description", .param = "Attribute",
	  .fixed = "description", .choice = ATTRIBUTE,
	  .help = "description" },
	{ 0, "sriov", .param = "Attribute",
	  .fixed = "sriovNetSupport", .choice = ATTRIBUTE,
	  .help = "enhanced networking" },
	{ 0, "boot-mode", .param = "Attribute",
	  .fixed = "bootMode", .choice = ATTRIBUTE,
	  .help = "boot mode" },
	{ 0, "tpm-support", .param = "Attribute",
	  .fixed = "tpmSupport", .choice = ATTRIBUTE,
	  .help = "supported TPM version" },
	{ 0, "imds-support", .param = "Attribute",
	  .fixed = "imdsSupport", .choice = ATTRIBUTE,
	  .help = "metadata version that instances require" },
	{ 0, "last-launched-time", .param = "Attribute",
	  .fixed = "lastLaunchedTime", .choice = ATTRIBUTE,
	  .help = "time of the last launch" },
	{ 0, "deregistration-protection", .param = "Attribute",
	  .fixed = "deregistrationProtection", .choice = ATTRIBUTE,
	  .help = "protection against deregistration" },
	OPT_END
};

static const unsigned choices[] = { ATTRIBUTE, 0 };

#define VALUE_ROW(attribute) \
	{ attribute, .only = attribute, .has = "value", .columns = COLUMNS( \
		COLUMN("Attribute", LITERAL(attribute)), \
		COLUMN("ImageID", REQUEST("ImageId")), \
		COLUMN("ItemType", EMPTY), \
		COLUMN("ItemValue", PATH("value"))) }

static const struct row rows[] = {
	{ "launchPermission/item", .only = "launchPermission", .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("launchPermission")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("ItemType", NAME),
		COLUMN("ItemValue", VALUE)) },
	{ "productCodes/item", .only = "productCodes", .has = "productCode",
	  .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("productCodes")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("Operation", EMPTY),
		COLUMN("ItemType", LITERAL("productCode")),
		COLUMN("ItemValue", PATH("productCode")),
		HIDDEN("ProductCodeType", PATH("type"))) },
	{ "blockDeviceMapping/item", .only = "blockDeviceMapping",
	  .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("blockDeviceMapping")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("ItemType", LITERAL("blockDeviceMap")),
		COLUMN("ItemValue", DEVICE)) },
	VALUE_ROW("kernel"),
	VALUE_ROW("ramdisk"),
	VALUE_ROW("description"),
	VALUE_ROW("sriovNetSupport"),
	VALUE_ROW("bootMode"),
	VALUE_ROW("tpmSupport"),
	VALUE_ROW("imdsSupport"),
	VALUE_ROW("lastLaunchedTime"),
	VALUE_ROW("deregistrationProtection"),
	ROW_END
};

static const struct answer_rule rule = {
	.attribute = true, .echoes = { { "imageId", "ImageId" } },
};

static const struct cmd command = {
	.name = "ec2-describe-image-attribute",
	.purpose = "Shows one attribute of AMIs.",
	.examples = { "ami-5bae4b32 -p", "ami-5bae4b32 -l" },
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

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-image-attribute: show one attribute of AMIs. */
#include "command/cmd.h"
#include "reply/image.h"

static const struct opt options[] = {
	CMD_ATTRIBUTE('l', "launch-permission", "launchPermission",
		      "who may launch the image"),
	CMD_ATTRIBUTE('p', "product-code", "productCodes", "product codes"),
	CMD_ATTRIBUTE('B', "block-device-mapping", "blockDeviceMapping",
		      "block device mapping"),
	CMD_ATTRIBUTE(0, "kernel", "kernel", "kernel"),
	CMD_ATTRIBUTE(0, "ramdisk", "ramdisk", "RAM disk"),
	CMD_ATTRIBUTE(0, "description", "description", "description"),
	CMD_ATTRIBUTE(0, "sriov", "sriovNetSupport",
		      "enhanced networking by an Intel interface"),
	CMD_ATTRIBUTE(0, "boot-mode", "bootMode", "boot mode"),
	CMD_ATTRIBUTE(0, "tpm-support", "tpmSupport", "supported TPM version"),
	CMD_ATTRIBUTE(0, "imds-support", "imdsSupport",
		      "metadata version that instances require"),
	CMD_ATTRIBUTE(0, "last-launched-time", "lastLaunchedTime",
		      "time of the last launch"),
	CMD_ATTRIBUTE(0, "deregistration-protection",
		      "deregistrationProtection",
		      "protection against deregistration"),
	OPT_END
};

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
	  .columns = COLUMNS(COLUMN("Attribute", LITERAL("productCodes")),
			     COLUMN("ImageID", REQUEST("ImageId")),
			     COLUMN("Operation", EMPTY),
			     COLUMN("ItemType", LITERAL("productCode")),
			     COLUMN("ItemValue", PATH("productCode")),
			     HIDDEN("ProductCodeType", PATH("type"))) },
	{ "blockDeviceMapping/item", .only = "blockDeviceMapping",
	  .columns = COLUMNS(COLUMN("Attribute", LITERAL("blockDeviceMapping")),
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

static const struct cmd command = {
	.name = "ec2-describe-image-attribute",
	.purpose = "Shows one attribute of AMIs.",
	.examples = { "ami-5bae4b32 -p", "ami-5bae4b32 -l" },
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.call = { "DescribeImageAttribute", "", rows, .rule = &image_attribute_rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-instance-attribute: show one attribute of an instance. */
#include "command/cmd.h"
#include "reply/instance.h"
#include "reply/reservation.h"

static const struct opt options[] = {
	CMD_ATTRIBUTE('p', "product-code", "productCodes", "product codes"),
	CMD_ATTRIBUTE('t', "instance-type", "instanceType", "instance type"),
	CMD_ATTRIBUTE('b', "block-device-mapping", "blockDeviceMapping",
		      "block device mapping"),
	CMD_ATTRIBUTE('g', "group-id", "groupSet",
		      "ids of the security groups"),
	CMD_ATTRIBUTE(0, "kernel", "kernel", "kernel"),
	CMD_ATTRIBUTE(0, "ramdisk", "ramdisk", "RAM disk"),
	CMD_ATTRIBUTE(0, "root-device-name", "rootDeviceName",
		      "name of the root device"),
	CMD_ATTRIBUTE(0, "user-data", "userData", "user data, decoded"),
	CMD_ATTRIBUTE(0, "disable-api-termination", "disableApiTermination",
		      "protection against termination"),
	CMD_ATTRIBUTE(0, "instance-initiated-shutdown-behavior",
		      "instanceInitiatedShutdownBehavior",
		      "stop or terminate if it shuts itself down"),
	CMD_ATTRIBUTE(0, "source-dest-check", "sourceDestCheck",
		      "source/destination check"),
	CMD_ATTRIBUTE(0, "ebs-optimized", "ebsOptimized",
		      "whether the instance is EBS-optimized"),
	CMD_ATTRIBUTE(0, "sriov", "sriovNetSupport",
		      "enhanced networking by an Intel interface"),
	OPT_END
};

#define ATTRIBUTE_ROW(attribute, cell, ...) \
	{ attribute, .only = attribute, .columns = COLUMNS( \
		COLUMN("Attribute", LITERAL(attribute)), \
		COLUMN("InstanceID", REQUEST("InstanceId")), \
		COLUMN("Value", cell("value"))), __VA_ARGS__ }
#define VALUE_ROW(attribute) \
	ATTRIBUTE_ROW(attribute, PATH, .has = "value")
#define BOOLEAN_ROW(attribute) \
	ATTRIBUTE_ROW(attribute, BOOLEAN, .has = "value")

static const struct row rows[] = {
	VALUE_ROW("instanceType"),
	VALUE_ROW("kernel"),
	VALUE_ROW("ramdisk"),
	VALUE_ROW("rootDeviceName"),
	BOOLEAN_ROW("disableApiTermination"),
	VALUE_ROW("instanceInitiatedShutdownBehavior"),
	BOOLEAN_ROW("sourceDestCheck"),
	BOOLEAN_ROW("ebsOptimized"),
	VALUE_ROW("sriovNetSupport"),
	{ "userData", .only = "userData", .has = "value", .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("userData")),
		COLUMN("InstanceID", REQUEST("InstanceId")),
		COLUMN("Value", BASE64("value"))) },
	{ "", .only = "productCodes", .has = "productCodes/item",
	  .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("productCodes")),
		COLUMN("InstanceID", REQUEST("InstanceId")),
		COLUMN("Value", CODES("productCodes/item"))) },
	{ "groupSet/item", .only = "groupSet", .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("groupSet")),
		COLUMN("InstanceID", REQUEST("InstanceId")),
		COLUMN("Value", PATH("groupId"))) },
	RESERVATION_DEVICE_ROW(.only = "blockDeviceMapping"),
	ROW_END
};

static const struct cmd command = {
	.name = "ec2-describe-instance-attribute",
	.purpose = "Shows one attribute of an instance.",
	.examples = { "i-10a64379 -p" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .needed = true },
	.options = options,
	.call = { "DescribeInstanceAttribute", "", rows, .rule = &instance_attribute_rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

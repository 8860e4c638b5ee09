/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-instance-attribute: show one attribute of an instance. */
#include "command/cmd.h"
#include "reply/reservation.h"

enum { ATTRIBUTE = 1 };

#define ATTRIBUTE_OPTION(letter, name, attribute, words) \
	{ letter, name, .param = "Attribute", .fixed = attribute, \
	  .choice = ATTRIBUTE, .help = words }

static const struct opt options[] = {
	ATTRIBUTE_OPTION('p', "product-code", "productCodes",
			 "product codes"),
	ATTRIBUTE_OPTION('t', "instance-type", "instanceType",
			 "instance type"),
	ATTRIBUTE_OPTION('b', "block-device-mapping", "blockDeviceMapping",
			 "block device mapping"),
	ATTRIBUTE_OPTION('g', "group-id", "groupSet",
			 "ids of the security groups"),
	ATTRIBUTE_OPTION(0, "kernel", "kernel", "kernel"),
	ATTRIBUTE_OPTION(0, "ramdisk", "ramdisk", "RAM disk"),
	ATTRIBUTE_OPTION(0, "root-device-name", "rootDeviceName",
			 "name of the root device"),
	ATTRIBUTE_OPTION(0, "user-data", "userData",
			 "user data, decoded"),
	ATTRIBUTE_OPTION(0, "disable-api-termination",
			 "disableApiTermination",
			 "protection against termination"),
	ATTRIBUTE_OPTION(0, "instance-initiated-shutdown-behavior",
			 "instanceInitiatedShutdownBehavior",
			 "what happens when it shuts down"),
	ATTRIBUTE_OPTION(0, "source-dest-check", "sourceDestCheck",
			 "source/destination check"),
	ATTRIBUTE_OPTION(0, "ebs-optimized", "ebsOptimized",
			 "whether the instance is EBS-optimized"),
	ATTRIBUTE_OPTION(0, "sriov", "sriovNetSupport",
			 "enhanced networking"),
	OPT_END
};

static const unsigned choices[] = { ATTRIBUTE, 0 };

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

static const struct answer_rule rule = {
	.attribute = true, .echoes = { { "instanceId", "InstanceId" } },
};

static const struct cmd command = {
	.name = "ec2-describe-instance-attribute",
	.purpose = "Shows one attribute of an instance.",
	.examples = { "i-10a64379 -p" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .needed = true },
	.options = options,
	.choices = choices,
	.call = { "DescribeInstanceAttribute", "", rows, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-modify-instance-attribute: change one attribute of instances. */
#include "cli/device.h"
#include "command/cmd.h"
#include "reply/instance.h"

enum { ATTRIBUTE = 1 };

#define VALUE_OPTION(letter, name, value, parameter, ...) \
	{ letter, name, value, parameter ".Value", .choice = ATTRIBUTE, \
	  .needed = true, __VA_ARGS__ }
#define BOOLEAN_OPTION(name, parameter, words) \
	VALUE_OPTION(0, name, "true|false", parameter, \
		     .feed = value_boolean, .help = words)

static const struct opt options[] = {
	VALUE_OPTION('t', "instance-type", "TYPE", "InstanceType",
		     .help = "set the instance type"),
	VALUE_OPTION(0, "kernel", "KERNEL", "Kernel", .help = "set the kernel"),
	VALUE_OPTION(0, "ramdisk", "RAMDISK", "Ramdisk",
		     .help = "set the RAM disk"),
	VALUE_OPTION(0, "user-data", "DATA", "UserData",
		     .feed = value_user_data, .bytes = true,
		     .help = "set the user data"),
	VALUE_OPTION(0, "user-data-file", "FILE", "UserData",
		     .feed = value_user_file, .bytes = true,
		     .help = "set the user data from FILE; - is standard input"),
	BOOLEAN_OPTION("disable-api-termination", "DisableApiTermination",
		       "set the protection against termination"),
	BOOLEAN_OPTION("disable-api-stop", "DisableApiStop",
		       "set the protection against stopping"),
	VALUE_OPTION(0, "instance-initiated-shutdown-behavior",
		     "stop|terminate", "InstanceInitiatedShutdownBehavior",
		     .closed = true, .help = "stop or terminate if it shuts itself down"),
	BOOLEAN_OPTION("source-dest-check", "SourceDestCheck",
		       "set the source/destination check"),
	BOOLEAN_OPTION("ebs-optimized", "EbsOptimized",
		       "set whether the instance is EBS-optimized"),
	BOOLEAN_OPTION("ena-support", "EnaSupport",
		       "set whether the instance supports ENA"),
	VALUE_OPTION(0, "sriov", "simple", "SriovNetSupport",
		     .help = "turn on enhanced networking (Intel interface)"),
	{ 'g', "group-id", "GROUP", "GroupId", .use = OPT_MANY,
	  .choice = ATTRIBUTE,
	  .help = "set the security groups, by id; may be repeated" },
	{ 'b', "block-device-mapping", "MAPPING", "BlockDeviceMapping",
	  .feed = device_deletion, .use = OPT_MANY, .choice = ATTRIBUTE,
	  .help = "set whether termination deletes a volume" },
	OPT_END
};

#define ATTRIBUTE_ROW(at, attribute, ...) \
	{ at, .columns = COLUMNS( \
		COLUMN("Attribute", LITERAL(attribute)), \
		COLUMN("InstanceID", REQUEST("InstanceId")), \
		COLUMN("Value", __VA_ARGS__)) }
#define VALUE_ROW(parameter, attribute) \
	ATTRIBUTE_ROW("@" parameter ".", attribute, VALUE)

static const struct row rows[] = {
	VALUE_ROW("InstanceType", "instanceType"),
	VALUE_ROW("Kernel", "kernel"),
	VALUE_ROW("Ramdisk", "ramdisk"),
	ATTRIBUTE_ROW("@UserData.", "userData", BASE64("Value")),
	VALUE_ROW("DisableApiTermination", "disableApiTermination"),
	VALUE_ROW("DisableApiStop", "disableApiStop"),
	VALUE_ROW("InstanceInitiatedShutdownBehavior",
		  "instanceInitiatedShutdownBehavior"),
	VALUE_ROW("SourceDestCheck", "sourceDestCheck"),
	VALUE_ROW("EbsOptimized", "ebsOptimized"),
	VALUE_ROW("EnaSupport", "enaSupport"),
	VALUE_ROW("SriovNetSupport", "sriovNetSupport"),
	ATTRIBUTE_ROW("@GroupId.", "groupSet", VALUE),
	{ "@BlockDeviceMapping", .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("blockDeviceMapping")),
		COLUMN("InstanceID", REQUEST("InstanceId")),
		COLUMN("Value", FORM("{DeviceName}={Ebs.VolumeId}:"
				     "{Ebs.DeleteOnTermination}"))) },
	ROW_END
};

#define READBACK(start, attribute, ...) \
	{ start ".", "DescribeInstanceAttribute", attribute, "InstanceId", \
	  .rule = &instance_attribute_rule, __VA_ARGS__, \
	  .missing = "the instance has another " attribute }
#define VALUE_READBACK(start, attribute) \
	READBACK(start, attribute, .test = READBACK_SAME, \
		 .path = attribute "/value", .param = start ".Value")

static const struct readback readbacks[] = {
	VALUE_READBACK("InstanceType", "instanceType"),
	VALUE_READBACK("Kernel", "kernel"),
	VALUE_READBACK("Ramdisk", "ramdisk"),
	VALUE_READBACK("UserData", "userData"),
	VALUE_READBACK("DisableApiTermination", "disableApiTermination"),
	VALUE_READBACK("DisableApiStop", "disableApiStop"),
	VALUE_READBACK("InstanceInitiatedShutdownBehavior",
		       "instanceInitiatedShutdownBehavior"),
	VALUE_READBACK("SourceDestCheck", "sourceDestCheck"),
	VALUE_READBACK("EbsOptimized", "ebsOptimized"),
	VALUE_READBACK("EnaSupport", "enaSupport"),
	VALUE_READBACK("SriovNetSupport", "sriovNetSupport"),
	READBACK("GroupId", "groupSet", .holds = instance_has_groups),
	READBACK("BlockDeviceMapping", "blockDeviceMapping",
		 .holds = instance_has_deletions),
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-modify-instance-attribute",
	.purpose = "Changes one attribute of instances.",
	.examples = { "i-10a64379 --disable-api-termination true" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_EACH, .needed = true },
	.options = options,
	.call = { "ModifyInstanceAttribute", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .rule = &instance_echo_rule,
		  .look = "ec2-describe-instance-attribute shows what the "
			  "instance has now" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

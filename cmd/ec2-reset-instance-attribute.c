/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-reset-instance-attribute: reset an attribute to its default. */
#include "command/cmd.h"
#include "reply/instance.h"

static const struct opt options[] = {
	CMD_ATTRIBUTE(0, "kernel", "kernel", "use the image's kernel again"),
	CMD_ATTRIBUTE(0, "ramdisk", "ramdisk",
		      "use the image's RAM disk again"),
	CMD_ATTRIBUTE(0, "source-dest-check", "sourceDestCheck",
		      "turn the source/destination check on again"),
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Attribute", REQUEST("Attribute")),
		COLUMN("InstanceID", REQUEST("InstanceId")),
		COLUMN("Operation", LITERAL("RESET"))) },
	ROW_END
};

/* The command reads back only the source/destination check.  The default kernel
 * and RAM disk are those of the image, which the command does not know. */
static const struct readback readbacks[] = {
	{ "Attribute=sourceDestCheck", "DescribeInstanceAttribute",
	  "sourceDestCheck", "InstanceId", .rule = &instance_attribute_rule,
	  .test = READBACK_VALUE, .path = "sourceDestCheck/value",
	  .value = "true",
	  .missing = "the source/destination check is still off" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-reset-instance-attribute",
	.purpose = "Resets an attribute of instances to its default.",
	.examples = { "i-10a64379 --source-dest-check" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_EACH, .needed = true },
	.options = options,
	.call = { "ResetInstanceAttribute", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .rule = &instance_echo_rule,
		  .look = "ec2-describe-instance-attribute shows what the "
			  "instance has now" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

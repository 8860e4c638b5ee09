/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-reset-image-attribute: make AMIs private again. */
#include "command/cmd.h"
#include "reply/image.h"

static const struct opt options[] = {
	CMD_ATTRIBUTE('l', "launch-permission", "launchPermission",
		      "reset who may launch the image"),
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Attribute", REQUEST("Attribute")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("Operation", LITERAL("RESET"))) },
	ROW_END
};

static const struct readback readbacks[] = {
	{ "ImageId", "DescribeImageAttribute", "launchPermission", "ImageId",
	  .rule = &image_attribute_rule, .test = READBACK_EMPTY,
	  .path = "launchPermission", .missing = "the image is still shared" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-reset-image-attribute",
	.purpose = "Makes AMIs private again.",
	.examples = { "ami-4ca33a25 -l" },
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.call = { "ResetImageAttribute", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .rule = &image_echo_rule,
		  .look = "ec2-describe-image-attribute -l shows who may "
			  "launch the image now" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-enable-image-deprecation: set when AMIs become deprecated. */
#include "command/cmd.h"
#include "reply/image.h"

static const struct opt options[] = {
	{ 0, "deprecate-at", "TIME", "DeprecateAt", .feed = value_time,
	  .needed = true, .help = "when: 2027-03-01 or 2027-03-01T12:00:00Z" },
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("deprecation")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("Operation", LITERAL("ENABLE")),
		COLUMN("ItemType", LITERAL("deprecateAt")),
		COLUMN("ItemValue", REQUEST("DeprecateAt"))) },
	ROW_END
};

static const struct readback readbacks[] = {
	{ "ImageId", "DescribeImages", .subject = "ImageId",
	  .as = "ImageId.1", .rule = &image_readback_rule, .test = READBACK_TIME,
	  .path = "imagesSet/item/deprecationTime", .param = "DeprecateAt",
	  .missing = "the image has another deprecation time, or none" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-enable-image-deprecation",
	.purpose = "Sets the time when AMIs become deprecated.",
	.examples = { "ami-6ba54002 --deprecate-at 2031-03-01" },
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.call = { "EnableImageDeprecation", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .look = "ec2-describe-images --details shows the image's "
			  "deprecation time" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-disable-image-deprecation: remove the deprecation time of AMIs. */
#include "command/cmd.h"
#include "reply/image.h"

static const struct opt options[] = { OPT_END };

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("deprecation")),
		COLUMN("ImageID", REQUEST("ImageId")),
		COLUMN("Operation", LITERAL("DISABLE"))) },
	ROW_END
};

static const struct readback readbacks[] = {
	{ "ImageId", "DescribeImages", .subject = "ImageId",
	  .as = "ImageId.1", .rule = &image_readback_rule, .test = READBACK_LACKS,
	  .path = "imagesSet/item", .param = "deprecationTime",
	  .missing = "the image still has a deprecation time" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-disable-image-deprecation",
	.purpose = "Removes the deprecation time of AMIs.",
	.examples = { "ami-6ba54002" },
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.headings = "Attribute ImageID Operation ItemType ItemValue",
	.call = { "DisableImageDeprecation", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .look = "ec2-describe-images --details shows the image's "
			  "deprecation time" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-deregister: make AMIs unusable for new launches. */
#include "command/cmd.h"
#include "reply/image.h"

static const struct opt options[] = {
	{ 0, "delete-associated-snapshots",
	  .param = "DeleteAssociatedSnapshots", .fixed = "true",
	  .help = "also delete the snapshots of the image" },
	OPT_END
};

static const struct readback readbacks[] = {
	{ "ImageId", "DescribeImages", .subject = "ImageId",
	  .as = "ImageId.1", .rule = &image_readback_rule,
	  .test = READBACK_ABSENT, .path = "imagesSet/item", .gone_holds = true,
	  .missing = "the image is still there" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-deregister",
	.purpose = "Deregisters AMIs, which prevents new launches.",
	.examples = { "ami-4ca33a25" },
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.is_failure = image_left_snapshot,
	.call = { "DeregisterImage", "", image_deregistered_rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .rule = &image_echo_rule,
		  .look = "ec2-describe-images shows whether the image is "
			  "still there" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

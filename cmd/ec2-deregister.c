/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-deregister: make an AMI unusable for new launches. */
#include "command/cmd.h"

static const struct opt options[] = { OPT_END };

static const struct row rows[] = {
	{ "", .heads = "Type ImageID",
	  .cells = { LITERAL("IMAGE"), REQUEST("ImageId") } },
	ROW_END
};

/* Whether the image is gone. */
static bool is_gone(const struct node *reply, const struct params *request)
{
	return !item_find(reply, "imagesSet/item");
}

static const struct answer_rule image_rule = {
	.set = "imagesSet", .things = "imagesSet/item", .id = "imageId",
	.ids = "ImageId",
};

static const struct answer_rule rule = {
	.echoes = { { "imageId", "ImageId" } },
};

static const struct readback readbacks[] = {
	{ "ImageId", "DescribeImages", .subject = "ImageId",
	  .as = "ImageId.1", .rule = &image_rule, .holds = is_gone,
	  .gone_holds = true,
	  .missing = "the service gave no sign of success, and the image is "
		     "still there" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-deregister",
	.synopsis = "IMAGE...",
	.purpose = "Deregisters AMIs; new launches are refused then.",
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.call = { "DeregisterImage", "", rows, REPLY_SUCCESS, .writes = true,
		  .readbacks = readbacks, .rule = &rule,
		  .look = "ec2-describe-images shows whether the image is "
			  "still there" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

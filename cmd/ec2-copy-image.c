/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-copy-image: copy an AMI, usually from another region. */
#include "command/cmd.h"
#include "command/states.h"
#include "reply/image.h"

static const struct opt options[] = {
	{ 'r', "source-region", "REGION", "SourceRegion",
	  .needed = true, .help = "region to copy from; --region is the target" },
	{ 's', "source-ami-id", "IMAGE", "SourceImageId",
	  .needed = true, .help = "image to copy" },
	{ 'n', "name", "NAME", "Name",
	  .help = "name of the copy" },
	{ 'd', "description", "TEXT", "Description",
	  .help = "description of the copy" },
	{ 'c', "client-token", "TOKEN", "ClientToken",
	  .help = "token that prevents a second copy (random)" },
	{ 0, "encrypted", .param = "Encrypted", .fixed = "true",
	  .help = "encrypt the snapshots of the copy" },
	{ 0, "kms-key-id", "KEY", "KmsKeyId",
	  .help = "KMS key for the encryption" },
	{ 0, "copy-image-tags", .param = "CopyImageTags", .fixed = "true",
	  .help = "also copy the tags that you gave the image" },
	{ 0, "tag", "KEY[=VALUE]", "image snapshot", .feed = value_tag,
	  .use = OPT_MANY, .help = "tag the copy and its snapshots" },
	CMD_WAIT("available"),
	OPT_END
};

static const struct cmd command = {
	.name = "ec2-copy-image",
	.purpose = "Copies an AMI from another region, or within a region.",
	.examples = { "-r us-east-1 -s ami-6ba54002 -n ebs-image --region eu-west-1" },
	.options = options,
	.token = "ClientToken",
	.call = { "CopyImage", "", image_made_rows, .writes = true,
		  .rule = &image_made_rule, .until = &states_image_available,
		  .look = "ec2-describe-images -o self shows whether there is "
			  "a new image" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-images: AMIs, with their devices and tags. */
#include "command/cmd.h"

static const struct opt options[] = {
	{ 'a', "all",
	  .help = "all that may be launched, public images too" },
	{ 'o', "owner", "OWNER", "Owner", .use = OPT_MANY,
	  .help = "owned by an account, self, amazon or another alias" },
	{ 'x', "executable-by", "USER", "ExecutableBy", .use = OPT_MANY,
	  .help = "shared with an account, self or all" },
	CMD_FILTER("images"),
	CMD_PAGE_SIZE,
	OPT_END
};

/* Yours, and those shared with you. */
static const struct job_param otherwise[] = {
	{ "Owner.1", "self" },
	{ "ExecutableBy.1", "self" },
	{ NULL, NULL }
};

static const struct row ephemeral_rows[] = {
	{ "", .has = "virtualName", .heads = "Type Kind DeviceName VirtualName",
	  .cells = { LITERAL("BLOCKDEVICEMAPPING"), LITERAL("EPHEMERAL"),
		     PATH("deviceName"), PATH("virtualName") } },
	ROW_END
};

static const struct row image_rows[] = {
	{ "blockDeviceMapping/item", .has = "ebs", .otherwise = ephemeral_rows,
	  .heads = "Type Kind DeviceName VirtualName SnapshotID VolumeSize "
		   "DeleteOnTermination VolumeType Iops",
	  .cells = { LITERAL("BLOCKDEVICEMAPPING"), LITERAL("EBS"),
		     PATH("deviceName"), EMPTY, PATH("ebs/snapshotId"),
		     PATH("ebs/volumeSize"),
		     PATH("ebs/deleteOnTermination"),
		     PATH("ebs/volumeType"), PATH("ebs/iops") } },
	{ "tagSet/item",
	  .heads = "Type ResourceType ResourceID Key Value",
	  .cells = { LITERAL("TAG"), LITERAL("image"), ABOVE("imageId"),
		     PATH("key"), PATH("value") } },
	ROW_END
};

static const struct row rows[] = {
	{ "", .rows = image_rows,
	  .heads = "Type ImageID Name Owner State Accessibility ProductCodes "
		   "Architecture ImageType KernelId RamdiskId Platform "
		   "RootDeviceType VirtualizationType Hypervisor",
	  .cells = { LITERAL("IMAGE"), PATH("imageId"), PATH("imageLocation"),
		     PATH("imageOwnerId"), PATH("imageState"),
		     ACCESS("isPublic"), CODES("productCodes/item"),
		     PATH("architecture"), PATH("imageType"),
		     PATH("kernelId"), PATH("ramdiskId"), PATH("platform"),
		     PATH("rootDeviceType"), PATH("virtualizationType"),
		     PATH("hypervisor") } },
	ROW_END
};

static const char *const selects[] = {
	"Filter", "Owner", "ExecutableBy", NULL
};

static const struct answer_match matches[] = {
	{ "product-code", .path = ANSWER_CODES, .kind = ANSWER_CODE,
	  .called = "product code" },
	{ "image-id", .path = "imageId", .called = "image id" },
	{ "owner-id", "Owner", "imageOwnerId", .kind = ANSWER_OWNER,
	  .called = "owner" },
	{ .filter = NULL }
};

static const struct answer_rule rule = {
	.set = "imagesSet", .things = "", .id = "imageId", .ids = "ImageId",
	.selects = selects, .matches = matches,
};

static const struct cmd command = {
	.name = "ec2-describe-images",
	.synopsis = "[IMAGE...] [-a] [-o OWNER]... [-x USER]... "
		    "[-F FILTER]...",
	.purpose = "Shows AMIs: by default yours and those shared with you.",
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_LIST },
	.options = options,
	.otherwise = otherwise,
	.unless = "aox",
	.call = { "DescribeImages", "imagesSet/item", rows, .pages = true,
		  .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

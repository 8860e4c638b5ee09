/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-images: AMIs, with their devices and tags. */
#include "command/cmd.h"

static const struct opt options[] = {
	{ 'a', "all",
	  .help = "every image you may launch, also public ones" },
	{ 'o', "owner", "OWNER", "Owner", .use = OPT_MANY,
	  .help = "images of an account, self, amazon, ..." },
	{ 'x', "executable-by", "USER", "ExecutableBy", .use = OPT_MANY,
	  .help = "images shared with an account, self or all" },
	CMD_FILTER("images"),
	{ 0, "include-deprecated", .param = "IncludeDeprecated",
	  .fixed = "true", .help = "deprecated ones of others too" },
	{ 0, "include-disabled", .param = "IncludeDisabled",
	  .fixed = "true", .help = "disabled ones too" },
	{ 0, "details", .set = OPT_SET(OPT_FLAG, details),
	  .help = "a DETAIL row too: name, dates, description" },
	{ 0, "unsorted", .set = OPT_SET(OPT_FLAG, unsorted),
	  .help = "print as they come, without holding the list" },
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

/* A device of the image that launching leaves out, or an ephemeral one. */
static const struct row other_rows[] = {
	{ "", .has = "noDevice", .otherwise = ephemeral_rows,
	  .heads = "Type Kind DeviceName",
	  .cells = { LITERAL("BLOCKDEVICEMAPPING"), LITERAL("NONE"),
		     PATH("deviceName") } },
	ROW_END
};

static const struct row image_rows[] = {
	{ "blockDeviceMapping/item", .has = "ebs", .otherwise = other_rows,
	  .heads = "Type Kind DeviceName VirtualName SnapshotID VolumeSize "
		   "DeleteOnTermination VolumeType Iops",
	  .cells = { LITERAL("BLOCKDEVICEMAPPING"), LITERAL("EBS"),
		     PATH("deviceName"), EMPTY, PATH("ebs/snapshotId"),
		     PATH("ebs/volumeSize"),
		     BOOLEAN("ebs/deleteOnTermination"),
		     PATH("ebs/volumeType"), PATH("ebs/iops") } },
	{ "tagSet/item",
	  .heads = "Type ResourceType ResourceID Key Value",
	  .cells = { LITERAL("TAG"), LITERAL("image"), ABOVE("imageId"),
		     PATH("key"), PATH("value") } },
	{ "",
	  .heads = "Type ImageID ImageName CreationDate DeprecationTime "
		   "Description",
	  .cells = { LITERAL("DETAIL"), PATH("imageId"), PATH("name"),
		     PATH("creationDate"), PATH("deprecationTime"),
		     PATH("description") } },
	ROW_END
};

static const struct row rows[] = {
	{ "", .rows = image_rows,
	  .heads = "Type ImageID ImageLocation Owner State Accessibility "
		   "ProductCodes Architecture ImageType KernelId RamdiskId "
		   "Platform RootDeviceType VirtualizationType Hypervisor "
		   "ImageName Description CreationDate DeprecationTime "
		   "RootDeviceName PlatformDetails UsageOperation OwnerAlias "
		   "EnaSupport SriovNetSupport BootMode ImdsSupport "
		   "LastLaunchedTime SourceImageID SourceImageRegion "
		   "StateReason",
	  .cells = { LITERAL("IMAGE"), PATH("imageId"), PATH("imageLocation"),
		     PATH("imageOwnerId"), PATH("imageState"),
		     ACCESS("isPublic"), CODES("productCodes/item"),
		     PATH("architecture"), PATH("imageType"),
		     PATH("kernelId"), PATH("ramdiskId"), PATH("platform"),
		     PATH("rootDeviceType"), PATH("virtualizationType"),
		     PATH("hypervisor"), EXTRA("name"), EXTRA("description"),
		     EXTRA("creationDate"), EXTRA("deprecationTime"),
		     EXTRA("rootDeviceName"), EXTRA("platformDetails"),
		     EXTRA("usageOperation"), EXTRA("imageOwnerAlias"),
		     EXTRA("enaSupport"), EXTRA("sriovNetSupport"),
		     EXTRA("bootMode"), EXTRA("imdsSupport"),
		     EXTRA("lastLaunchedTime"), EXTRA("sourceImageId"),
		     EXTRA("sourceImageRegion"),
		     EXTRA("stateReason/message") } },
	ROW_END
};

/* As the original tools sorted: scripts take the first or the last as the
 * oldest or the newest. */
static const char *const sort_keys[] = { "ImageLocation", "ImageID" };
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
	.headings = "Type ImageID Name Owner State Accessibility ProductCodes "
		    "Architecture ImageType KernelId RamdiskId Platform "
		    "RootDeviceType VirtualizationType Hypervisor",
	.sort_keys = sort_keys,
	.otherwise = otherwise,
	.unless = "aox",
	.call = { "DescribeImages", "imagesSet/item", rows, .pages = true,
		  .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

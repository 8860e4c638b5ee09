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
	{ "", .columns = {
		COLUMN("Type", LITERAL("BLOCKDEVICEMAPPING")),
		COLUMN("Kind", LITERAL("EPHEMERAL")),
		COLUMN("DeviceName", PATH("deviceName")),
		COLUMN("VirtualName", PATH("virtualName")),
	  } },
	ROW_END
};

static const struct row image_rows[] = {
	{ "blockDeviceMapping/item", .has = "ebs", .otherwise = ephemeral_rows,
	  .columns = {
		COLUMN("Type", LITERAL("BLOCKDEVICEMAPPING")),
		COLUMN("Kind", LITERAL("EBS")),
		COLUMN("DeviceName", PATH("deviceName")),
		COLUMN("VirtualName", EMPTY),
		COLUMN("SnapshotID", PATH("ebs/snapshotId")),
		NUMBER("VolumeSize", PATH("ebs/volumeSize")),
		BOOLEAN("DeleteOnTermination", PATH("ebs/deleteOnTermination")),
		COLUMN("VolumeType", PATH("ebs/volumeType")),
		NUMBER("Iops", PATH("ebs/iops")),
	  } },
	{ "tagSet/item",
	  .columns = {
		COLUMN("Type", LITERAL("TAG")),
		COLUMN("ResourceType", LITERAL("image")),
		COLUMN("ResourceID", ABOVE("imageId")),
		COLUMN("Key", PATH("key")),
		COLUMN("Value", PATH("value")),
	  } },
	ROW_END
};

static const struct row rows[] = {
	{ "", .rows = image_rows,
	  .columns = {
		COLUMN("Type", LITERAL("IMAGE")),
		ID("ImageID", PATH("imageId")),
		HEADED("ImageLocation", "Name", PATH("imageLocation")),
		COLUMN("Owner", PATH("imageOwnerId")),
		COLUMN("State", PATH("imageState")),
		COLUMN("Accessibility", ACCESS("isPublic")),
		CODE_LIST("ProductCodes", CODES("productCodes/item")),
		COLUMN("Architecture", PATH("architecture")),
		COLUMN("ImageType", PATH("imageType")),
		COLUMN("KernelId", PATH("kernelId")),
		COLUMN("RamdiskId", PATH("ramdiskId")),
		COLUMN("Platform", PATH("platform")),
		COLUMN("RootDeviceType", PATH("rootDeviceType")),
		COLUMN("VirtualizationType", PATH("virtualizationType")),
		COLUMN("Hypervisor", PATH("hypervisor")),
		HIDDEN("ImageName", PATH("name")),
		HIDDEN("Description", PATH("description")),
		HIDDEN("CreationDate", PATH("creationDate")),
		HIDDEN("DeprecationTime", PATH("deprecationTime")),
	  } },
	ROW_END
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
	.pages = true,
	.call = { "DescribeImages", "imagesSet/item", rows },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

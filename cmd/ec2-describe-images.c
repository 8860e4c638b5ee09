/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-images: show AMIs, with their devices and tags. */
#include "command/cmd.h"

static const struct opt options[] = {
	{ 'a', "all",
	  .help = "all images you may launch, including public ones" },
	{ 'o', "owner", "OWNER", "Owner", .use = OPT_MANY,
	  .also = "owner-ids",
	  .help = "images of an account, self, amazon, ..." },
	{ 'x', "executable-by", "USER", "ExecutableBy", .use = OPT_MANY,
	  .also = "executable-users",
	  .help = "images shared with an account, self or all" },
	CMD_FILTER("images"),
	{ 0, "include-deprecated", .param = "IncludeDeprecated",
	  .fixed = "true", .help = "also deprecated images of other accounts" },
	{ 0, "include-disabled", .param = "IncludeDisabled",
	  .fixed = "true", .help = "also disabled images" },
	{ 0, "details", .set = OPT_SET(OPT_FLAG, details),
	  .help = "also a DETAIL row: name, dates, description" },
	{ 0, "unsorted", .set = OPT_SET(OPT_FLAG, unsorted),
	  .help = "print images in the order of the reply" },
	CMD_PAGE_SIZE,
	OPT_END
};

/* Without an operand, -a, -o or -x, the command sends two requests: for your
 * images, and for images that are shared with you. */
static const struct job_param default_requests[] = {
	{ "Owner.1", "self" },
	{ "ExecutableBy.1", "self" },
	{ NULL, NULL }
};

static const struct row ephemeral_rows[] = {
	{ "", .has = "virtualName", .columns = COLUMNS(
		COLUMN("Type", LITERAL("BLOCKDEVICEMAPPING")),
		COLUMN("Kind", LITERAL("EPHEMERAL")),
		COLUMN("DeviceName", PATH("deviceName")),
		COLUMN("VirtualName", PATH("virtualName"))) },
	ROW_END
};

/* The row of a device that is not an EBS volume. */
static const struct row rows_without_ebs[] = {
	{ "", .has = "noDevice", .fallback = ephemeral_rows,
	  .columns = COLUMNS(COLUMN("Type", LITERAL("BLOCKDEVICEMAPPING")),
			     COLUMN("Kind", LITERAL("NONE")),
			     COLUMN("DeviceName", PATH("deviceName"))) },
	ROW_END
};

static const struct row image_rows[] = {
	{ "blockDeviceMapping/item", .has = "ebs", .fallback = rows_without_ebs,
	  .columns = COLUMNS(
		COLUMN("Type", LITERAL("BLOCKDEVICEMAPPING")),
		COLUMN("Kind", LITERAL("EBS")),
		COLUMN("DeviceName", PATH("deviceName")),
		COLUMN("VirtualName", EMPTY),
		COLUMN("SnapshotID", PATH("ebs/snapshotId")),
		NUMBER("VolumeSize", PATH("ebs/volumeSize")),
		BOOL("DeleteOnTermination", BOOLEAN("ebs/deleteOnTermination")),
		COLUMN("VolumeType", PATH("ebs/volumeType")),
		NUMBER("Iops", PATH("ebs/iops"))) },
	TAG_ROW("image", "imageId"),
	{ "",
	  .columns = COLUMNS(COLUMN("Type", LITERAL("DETAIL")),
			     COLUMN("ImageID", PATH("imageId")),
			     COLUMN("ImageName", PATH("name")),
			     COLUMN("CreationDate", PATH("creationDate")),
			     COLUMN("DeprecationTime", PATH("deprecationTime")),
			     COLUMN("Description", PATH("description"))) },
	ROW_END
};

static const struct row rows[] = {
	{ "", .rows = image_rows,
	  .columns = COLUMNS(
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
		HIDDEN("RootDeviceName", PATH("rootDeviceName")),
		HIDDEN("PlatformDetails", PATH("platformDetails")),
		HIDDEN("UsageOperation", PATH("usageOperation")),
		HIDDEN("OwnerAlias", PATH("imageOwnerAlias")),
		HIDDEN_BOOL("EnaSupport", BOOLEAN("enaSupport")),
		HIDDEN("SriovNetSupport", PATH("sriovNetSupport")),
		HIDDEN("BootMode", PATH("bootMode")),
		HIDDEN("ImdsSupport", PATH("imdsSupport")),
		HIDDEN("LastLaunchedTime", PATH("lastLaunchedTime")),
		HIDDEN("SourceImageID", PATH("sourceImageId")),
		HIDDEN("SourceImageRegion", PATH("sourceImageRegion")),
		HIDDEN("StateReason", PATH("stateReason/message"))) },
	ROW_END
};

/* Amazon's tool sorted images by these columns too.  Some scripts rely on this
 * order, and use the last image as the newest. */
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
	.set = "imagesSet", .resources = "", .id = "imageId", .ids = "ImageId",
	.selects = selects, .matches = matches,
	.id_filter = "image-id",
};

static const struct cmd command = {
	.name = "ec2-describe-images",
	.purpose = "Shows AMIs: by default yours and those shared with you.",
	.examples = { "-o self -F product-code=774F4FF8", "-x 111122223333" },
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_LIST },
	.options = options,
	.sort_keys = sort_keys,
	.default_requests = default_requests,
	.selectors = "aox",
	.call = { "DescribeImages", "imagesSet/item", rows, .pages = true,
		  .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

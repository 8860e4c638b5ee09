/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-modify-image-attribute: change one attribute of AMIs. */
#include "cli/entity.h"
#include "command/cmd.h"
#include "command/sharing.h"
#include "reply/image.h"
#include "request/follow.h"

enum { ATTRIBUTE = 1, DIRECTION };

static const struct opt options[] = {
	{ 'l', "launch-permission", .choice = ATTRIBUTE, .with = "ar",
	  .needed = true, .help = "change who may launch the image" },
	{ 'a', "add", "ENTITY", "LaunchPermission.Add",
	  .feed = entity_any, .use = OPT_LIST, .choice = DIRECTION,
	  .with = "l", .help = "account to share with, all (everyone), or ARN" },
	{ 'r', "remove", "ENTITY", "LaunchPermission.Remove",
	  .feed = entity_any, .use = OPT_LIST, .choice = DIRECTION,
	  .with = "l",
	  .help = "account to stop sharing with, all, or ARN" },
	{ 'p', "product-code", "CODE", "ProductCode.1",
	  .choice = ATTRIBUTE, .once = "the command sets one product code",
	  .help = "set the product code, which is permanent" },
	{ 0, "description", "TEXT", "Description.Value",
	  .choice = ATTRIBUTE, .help = "set the description" },
	{ 0, "with-snapshots", .with = "l",
	  .help = "also share or unshare the image's snapshots" },
	{ 0, "no-verify", .set = OPT_SET(OPT_FLAG, no_verify),
	  .help = "do not read back what was set" },
	{ 0, "wait", .set = OPT_SET(OPT_FLAG, wait),
	  .help = "wait for an image that was just registered" },
	OPT_END
};

#define ROWS \
	SHARING_IMAGE_ROWS, \
	{ "@ProductCode.", .columns = COLUMNS( \
		COLUMN("Attribute", LITERAL("productCodes")), \
		COLUMN("ImageID", REQUEST("ImageId")), \
		COLUMN("Operation", EMPTY), \
		COLUMN("ItemType", LITERAL("productCode")), \
		COLUMN("ItemValue", VALUE)) }, \
	{ "@Description.", .columns = COLUMNS( \
		COLUMN("Attribute", LITERAL("description")), \
		COLUMN("ImageID", REQUEST("ImageId")), \
		COLUMN("ItemType", EMPTY), \
		COLUMN("ItemValue", VALUE)) }

static const struct row rows[] = { ROWS, ROW_END };

static const struct row rows_with_snapshots[] = {
	ROWS, SHARING_SNAPSHOT_ROWS, ROW_END
};

static const struct readback readbacks[] = {
	{ "ProductCode.", "DescribeImageAttribute", "productCodes", "ImageId",
	  .rule = &image_attribute_rule, .always = true,
	  .holds = image_has_code,
	  .missing = "the image does not have the product code",
	  .hint = "some endpoints accept a code and drop it; AWS assigns "
		  "codes itself, through the Marketplace" },
	{ "LaunchPermission.", "DescribeImageAttribute", "launchPermission",
	  "ImageId", .rule = &image_attribute_rule, .test = READBACK_SHARED,
	  .path = "launchPermission", .param = "LaunchPermission",
	  .missing = "the image's launch permissions are not as requested" },
	{ "Description.", "DescribeImageAttribute", "description", "ImageId",
	  .rule = &image_attribute_rule, .test = READBACK_SAME,
	  .path = "description/value", .param = "Description.Value",
	  .if_imitated = true, .missing = "the image has another description" },
	{ .when = NULL }
};

/* A row for each snapshot of the image's devices. */
static const struct row snapshot_rows[] = {
	{ "item", .has = "ebs/snapshotId", .columns = COLUMNS(
		COLUMN("SnapshotID", PATH("ebs/snapshotId"))) },
	ROW_END
};

static const struct row mapping_rows[] = {
	{ "blockDeviceMapping", .rows = snapshot_rows, .columns = COLUMNS(
		COLUMN("Mapping", EMPTY)) },
	ROW_END
};

static const struct answer_rule image_rule = {
	.set = "imagesSet", .resources = "", .id = "imageId", .ids = "ImageId",
};

static const struct exchange_call find_snapshots = {
	"DescribeImages", "imagesSet/item", mapping_rows, .rule = &image_rule,
};

static const struct exchange_call share_snapshot =
	SHARING_SNAPSHOT_CALL(rows_with_snapshots, sharing_always);

static const struct follow follow = {
	.read = &find_snapshots, .subject = "ImageId", .as = "ImageId.1",
	.write = &share_snapshot, .id = "SnapshotId",
	.from = "LaunchPermission", .to = "CreateVolumePermission",
	.portion = SHARING_SNAPSHOT_MAX, .unfit = "Arn",
	.unfit_words = "a snapshot cannot be shared with an organization: "
		       "the ARN applies only to the image",
	.none_words = "the image has no snapshots",
	.unread_words = "the image was changed, but not its snapshots, "
			"because they could not be listed",
};

#define CALL(rows, ...) { \
	"ModifyImageAttribute", "", rows, REPLY_SUCCESS, .writes = true, \
	.readbacks = readbacks, .rule = &image_echo_rule, \
	.look = "ec2-describe-image-attribute shows what the image has now", \
	__VA_ARGS__ }

static const struct cmd command = {
	.name = "ec2-modify-image-attribute",
	.purpose = "Sets the product code, description or launch permissions of "
		   "AMIs.",
	.examples = { "ami-5bae4b32 -p 774F4FF8",
		      "ami-5bae4b32 -l -a 111122223333" },
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH,
		     .needed = true },
	.options = options,
	.call = CALL(rows, .follow = NULL),
	.alternate_if = "with-snapshots",
	.alternate = CALL(rows_with_snapshots, .follow = &follow),
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-metadata: print an instance's metadata from within the instance. */
#include "command/metadata.h"
#include "command/verify.h"

/* The items of the metadata, in the order in which --all prints them. */
static const struct metaitem items[] = {
	{ 'a', "ami-id", .path = "meta-data/ami-id",
	  .help = "image that the instance was launched from" },
	{ 'l', "ami-launch-index", .path = "meta-data/ami-launch-index",
	  .help = "index of the instance in its launch" },
	{ 'm', "ami-manifest-path", .path = "meta-data/ami-manifest-path",
	  .help = "path of the image's manifest" },
	{ 'n', "ancestor-ami-ids", .path = "meta-data/ancestor-ami-ids",
	  .help = "images that the image was made from" },
	{ 'Z', "availability-zone-id",
	  .path = "meta-data/placement/availability-zone-id",
	  .help = "id of the zone, the same for all accounts" },
	{ 'D', "aws-domain", .path = "meta-data/services/domain",
	  .help = "domain of AWS's services in the region" },
	{ 'b', "block-device-mapping", .kind = METAITEM_LIST,
	  .path = "meta-data/block-device-mapping/", .help = "device names" },
	{ 'i', "instance-id", .path = "meta-data/instance-id",
	  .help = "id of the instance" },
	{ 't', "instance-type", .path = "meta-data/instance-type",
	  .help = "type of the instance" },
	{ 'h', "local-hostname", .path = "meta-data/local-hostname",
	  .help = "private host name" },
	{ 'o', "local-ipv4", .path = "meta-data/local-ipv4",
	  .help = "private IPv4 address" },
	{ 'k', "kernel-id", .path = "meta-data/kernel-id",
	  .help = "id of the kernel" },
	{ 'z', "availability-zone", "placement",
	  .path = "meta-data/placement/availability-zone",
	  .help = "availability zone" },
	{ 'R', "region", .path = "meta-data/placement/region",
	  .help = "region" },
	{ 'P', "partition", .path = "meta-data/services/partition",
	  .help = "partition of AWS: aws, aws-cn, ..." },
	{ 'c', "product-codes", .path = "meta-data/product-codes",
	  .help = "product codes" },
	{ 'p', "public-hostname", .path = "meta-data/public-hostname",
	  .help = "public host name" },
	{ 'v', "public-ipv4", .path = "meta-data/public-ipv4",
	  .help = "public IPv4 address" },
	{ 'u', "public-keys", .kind = METAITEM_KEYS,
	  .path = "meta-data/public-keys/",
	  .help = "public keys given at the launch" },
	{ 'r', "ramdisk-id", .path = "meta-data/ramdisk-id",
	  .help = "id of the RAM disk" },
	{ 'e', "reservation-id", .path = "meta-data/reservation-id",
	  .help = "id of the reservation that the launch made" },
	{ 's', "security-groups", .path = "meta-data/security-groups",
	  .help = "names of the security groups" },
	{ 'd', "user-data", .kind = METAITEM_DOCUMENT, .path = "user-data",
	  .help = "user data given at the launch" },
	{ 'g', "tags", .kind = METAITEM_TAGS,
	  .path = "meta-data/tags/instance/",
	  .help = "tags, if the instance may read them" },
	{ .name = NULL }
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("ProductCode", REQUEST(VERIFY_CODE)),
		COLUMN("InstanceID", PATH("instanceId")),
		BOOL("Confirmed", REQUEST(VERIFY_HAS)),
		COLUMN("OwnerID", PATH("accountId"))) },
	ROW_END
};

static const struct metadata command = {
	.name = "ec2-metadata",
	.purpose = "Prints what the metadata service tells an instance about "
		   "itself.",
	.examples = { "--product-codes", "--verify 774F4FF8" },
	.items = items,
	.rows = rows,
};

int main(int argc, char **argv)
{
	return metadata_run(argc, argv, &command);
}

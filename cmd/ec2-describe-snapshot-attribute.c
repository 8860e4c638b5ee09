/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-snapshot-attribute: show the create-volume permissions or the
 * product codes of snapshots. */
#include "command/cmd.h"
#include "reply/snapshot.h"

static const struct opt options[] = {
	CMD_ATTRIBUTE('c', "create-volume-permission", "createVolumePermission",
		      "who may create volumes from the snapshot"),
	CMD_ATTRIBUTE('p', "product-codes", "productCodes", "product codes"),
	OPT_END
};

static const struct row rows[] = {
	{ "createVolumePermission/item", .only = "createVolumePermission",
	  .columns = COLUMNS(
		  COLUMN("Attribute", LITERAL("createVolumePermission")),
		  COLUMN("SnapshotID", REQUEST("SnapshotId")),
		  COLUMN("ItemType", NAME), COLUMN("ItemValue", VALUE)) },
	{ "productCodes/item", .only = "productCodes", .has = "productCode",
	  .columns = COLUMNS(COLUMN("Attribute", LITERAL("productCodes")),
			     COLUMN("SnapshotID", REQUEST("SnapshotId")),
			     COLUMN("Operation", EMPTY),
			     COLUMN("ItemType", LITERAL("productCode")),
			     COLUMN("ItemValue", PATH("productCode")),
			     HIDDEN("ProductCodeType", PATH("type"))) },
	ROW_END
};

static const struct cmd command = {
	.name = "ec2-describe-snapshot-attribute",
	.purpose = "Shows one attribute of snapshots.",
	.examples = { "snap-a08912c9 -c" },
	.operand = { .value = "SNAPSHOT", .param = "SnapshotId",
		     .use = OPT_EACH, .needed = true },
	.options = options,
	.call = { "DescribeSnapshotAttribute", "", rows, .rule = &snapshot_attribute_rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-modify-snapshot-attribute: share snapshots. */
#include "command/cmd.h"

enum { ATTRIBUTE = 1, DIRECTION = 2 };

/* Most entities that one request takes, by EC2's reference. */
enum { ENTITIES_MAX = 500 };

static const struct opt options[] = {
	{ 'c', "create-volume-permission", .choice = ATTRIBUTE, .with = "ar",
	  .help = "change who may create volumes from it" },
	{ 'a', "add", "ENTITY", "CreateVolumePermission.Add",
	  .feed = value_account, .use = OPT_LIST, .choice = DIRECTION,
	  .portion = ENTITIES_MAX, .with = "c",
	  .help = "share with an account, or all" },
	{ 'r', "remove", "ENTITY", "CreateVolumePermission.Remove",
	  .feed = value_account, .use = OPT_LIST, .choice = DIRECTION,
	  .portion = ENTITIES_MAX, .with = "c",
	  .help = "stop sharing with an account, or all" },
	OPT_END
};

static const unsigned choices[] = { ATTRIBUTE, 0 };

#define PERMISSION_ROW(parameters, operation) \
	{ parameters, .columns = { \
		COLUMN("Attribute", LITERAL("createVolumePermission")), \
		COLUMN("SnapshotID", REQUEST("SnapshotId")), \
		COLUMN("Operation", LITERAL(operation)), \
		COLUMN("ItemType", NAME), \
		COLUMN("ItemValue", VALUE), \
	  } }

static const struct row rows[] = {
	PERMISSION_ROW("@CreateVolumePermission.Add.", "ADD"),
	PERMISSION_ROW("@CreateVolumePermission.Remove.", "REMOVE"),
	ROW_END
};

static const struct answer_rule read_rule = {
	.attribute = true, .echoes = { { "snapshotId", "SnapshotId" } },
};

static const struct readback readbacks[] = {
	{ "CreateVolumePermission.", "DescribeSnapshotAttribute",
	  "createVolumePermission", "SnapshotId", .rule = &read_rule,
	  .test = READBACK_SHARED, .path = "createVolumePermission",
	  .param = "CreateVolumePermission",
	  .missing = "the snapshot's permissions are not as asked for" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-modify-snapshot-attribute",
	.synopsis = "SNAPSHOT... -c ((-a ENTITY)... | (-r ENTITY)...)",
	.purpose = "Shares snapshots, or stops sharing them.",
	.operand = { .value = "SNAPSHOT", .param = "SnapshotId",
		     .use = OPT_EACH, .needed = true },
	.options = options,
	.choices = choices,
	.call = { "ModifySnapshotAttribute", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .look = "ec2-describe-snapshot-attribute -c shows who may "
			  "use the snapshot now" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

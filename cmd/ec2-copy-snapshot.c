/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-copy-snapshot: copy a snapshot, usually from another region. */
#include "command/cmd.h"
#include "command/states.h"

static const struct opt options[] = {
	{ 'r', "source-region", "REGION", "SourceRegion",
	  .needed = true, .help = "region to copy from; --region is the target" },
	{ 's', "source-snapshot-id", "SNAPSHOT", "SourceSnapshotId",
	  .needed = true, .help = "snapshot to copy" },
	{ 'd', "description", "TEXT", "Description",
	  .help = "description of the copy" },
	{ 0, "encrypted", .param = "Encrypted", .fixed = "true",
	  .help = "encrypt the copy" },
	{ 0, "kms-key-id", "KEY", "KmsKeyId",
	  .help = "KMS key for the encryption" },
	{ 0, "tag", "KEY[=VALUE]", "snapshot", .feed = value_tag,
	  .use = OPT_MANY, .help = "tag the copy; may be repeated" },
	CMD_WAIT("completed"),
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("SNAPSHOT")),
		COLUMN("SnapshotID", PATH("snapshotId"))) },
	ROW_END
};

static const struct answer_rule rule = { .one_id = "snapshotId" };

static const struct cmd command = {
	.name = "ec2-copy-snapshot",
	.purpose = "Copies a snapshot from another region, or within a region.",
	.examples = { "-r us-east-1 -s snap-a08912c9 --region eu-west-1" },
	.options = options,
	.call = { "CopySnapshot", "", rows, .writes = true, .once = true,
		  .rule = &rule, .until = &states_snapshot_completed,
		  .look = "ec2-describe-snapshots -o self shows whether there "
			  "is a new snapshot" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

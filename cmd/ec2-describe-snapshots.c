/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-snapshots: show EBS snapshots, with their tags. */
#include "command/cmd.h"
#include "reply/snapshot.h"

static const struct opt options[] = {
	{ 'a', "all",
	  .help = "all snapshots you may use, including public ones" },
	{ 'o', "owner", "OWNER", "Owner", .use = OPT_MANY,
	  .also = "owner-ids",
	  .help = "snapshots of an account, self or amazon" },
	{ 'r', "restorable-by", "USER", "RestorableBy", .use = OPT_MANY,
	  .also = "restorable-by-user-ids",
	  .help = "snapshots that an account, self or all may use" },
	CMD_FILTER("snapshots"),
	CMD_PAGE_SIZE,
	OPT_END
};

/* Without an operand, -a, -o or -r, the command sends two requests: for your
 * snapshots, and for those that are shared with you. */
static const struct job_param default_requests[] = {
	{ "Owner.1", "self" },
	{ "RestorableBy.1", "self" },
	{ NULL, NULL }
};

static const char *const selects[] = {
	"Filter", "Owner", "RestorableBy", NULL
};

static const struct answer_match matches[] = {
	{ "snapshot-id", .path = "snapshotId", .called = "snapshot id" },
	{ "volume-id", .path = "volumeId", .called = "volume" },
	{ "owner-id", "Owner", "ownerId", .kind = ANSWER_OWNER,
	  .called = "owner" },
	{ .filter = NULL }
};

static const struct answer_rule rule = {
	.set = "snapshotSet", .resources = "", .id = "snapshotId",
	.ids = "SnapshotId", .selects = selects, .matches = matches,
	.id_filter = "snapshot-id",
};

static const struct cmd command = {
	.name = "ec2-describe-snapshots",
	.purpose = "Shows snapshots: by default yours and those shared with "
		   "you.",
	.examples = { "-o self -F status=error" },
	.operand = { .value = "SNAPSHOT", .param = "SnapshotId",
		     .use = OPT_LIST },
	.options = options,
	.default_requests = default_requests,
	.selectors = "aor",
	.call = { "DescribeSnapshots", "snapshotSet/item", snapshot_rows,
		  .pages = true, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

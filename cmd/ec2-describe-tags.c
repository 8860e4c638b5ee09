/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-tags: show tags, and the resources that have them. */
#include "command/cmd.h"

static const struct opt options[] = {
	CMD_FILTER("tags"),
	CMD_PAGE_SIZE,
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("TAG")),
		COLUMN("ResourceType", PATH("resourceType")),
		COLUMN("ResourceID", PATH("resourceId")),
		COLUMN("Key", PATH("key")),
		COLUMN("Value", PATH("value"))) },
	ROW_END
};

static const struct answer_match matches[] = {
	{ "resource-id", .path = "resourceId", .called = "resource id" },
	{ "resource-type", .path = "resourceType", .called = "resource type" },
	{ "key", .path = "key", .kind = ANSWER_CODE, .called = "key" },
	{ "value", .path = "value", .kind = ANSWER_CODE, .called = "value" },
	{ .filter = NULL }
};

static const struct answer_rule rule = {
	.set = "tagSet", .resources = "", .matches = matches,
};

static const struct cmd command = {
	.name = "ec2-describe-tags",
	.purpose = "Shows tags, and the resources that have them.",
	.examples = { "-F resource-id=ami-5bae4b32" },
	.operand = { .help = "-F resource-id=ID chooses a resource" },
	.options = options,
	.prints_tags = true,
	.call = { "DescribeTags", "tagSet/item", rows, .pages = true,
		  .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

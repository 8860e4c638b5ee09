/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-delete-tags: delete tags of resources. */
#include "cli/tag.h"
#include "command/cmd.h"
#include "reply/tagset.h"

/* The command line must have -t, because a request without a tag deletes all
 * tags of its resources. */
static const struct opt options[] = {
	{ 't', "tag", "KEY[=VALUE]", "Tag", .feed = tag_delete,
	  .use = OPT_MANY, .needed = true,
	  .help = "tag to delete; may be repeated" },
	OPT_END
};

static const struct readback readbacks[] = {
	{ "Tag.", "DescribeTags", .subject = "ResourceId",
	  .filter = "resource-id", .rule = &tagset_rule,
	  .holds = tagset_has_none,
	  .missing = "some of the tags are still there" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-delete-tags",
	.purpose = "Deletes tags of resources.",
	.examples = { "ami-6ba54002 -t edition=1 -t stage" },
	.operand = { .value = "RESOURCE", .param = "ResourceId",
		     .use = OPT_LIST, .needed = true, .also = "resources" },
	.options = options,
	.prints_tags = true,
	.call = { "DeleteTags", "", tagset_rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .look = "ec2-describe-tags shows the present tags" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-create-tags: tag resources. */
#include "cli/tag.h"
#include "command/cmd.h"
#include "reply/tagset.h"

static const struct opt options[] = {
	{ 't', "tag", "KEY[=VALUE]", "Tag", .feed = tag_set, .use = OPT_MANY,
	  .needed = true, .help = "tag to set; may be repeated" },
	OPT_END
};

static const struct readback readbacks[] = {
	{ "Tag.", "DescribeTags", .subject = "ResourceId",
	  .filter = "resource-id", .rule = &tagset_rule,
	  .holds = tagset_has_all, .missing = "some of the tags are missing" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-create-tags",
	.purpose = "Tags resources: images, instances, volumes, ...",
	.examples = { "ami-6ba54002 snap-a08912c9 -t edition=2 -t live" },
	.operand = { .value = "RESOURCE", .param = "ResourceId",
		     .use = OPT_LIST, .needed = true, .also = "resources" },
	.options = options,
	.prints_tags = true,
	.call = { "CreateTags", "", tagset_rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .look = "ec2-describe-tags shows the present tags" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

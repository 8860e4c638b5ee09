/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-add-group: make a security group. */
#include "command/cmd.h"

static const struct opt options[] = {
	{ 'd', "description", "TEXT", "GroupDescription",
	  .needed = true, .help = "what the group is for" },
	{ 'c', "vpc", "VPC", "VpcId",
	  .help = "VPC of the group (the default VPC)" },
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("GROUP")),
		COLUMN("GroupID", PATH("groupId")),
		COLUMN("GroupName", REQUEST("GroupName")),
		COLUMN("Description", REQUEST("GroupDescription"))) },
	ROW_END
};

static const struct cmd command = {
	.name = "ec2-add-group",
	.purpose = "Makes a security group.",
	.examples = { "web -d 'web servers'" },
	.operand = { .value = "GROUP", .param = "GroupName", .needed = true },
	.options = options,
	.call = { "CreateSecurityGroup", "", rows, REPLY_SUCCESS,
		  .writes = true, .once = true,
		  .look = "ec2-describe-group -F group-name=GROUP shows "
			  "whether the group is there, and its id" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

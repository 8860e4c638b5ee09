/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-delete-group: delete security groups. */
#include "command/cmd.h"
#include "reply/secgroup.h"

static const struct opt options[] = { OPT_END };

/* The command prints this row even if the reply has no <return>. */
static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("RETURN")),
		BOOL("Return", LITERAL("true"))) },
	ROW_END
};

#define READBACK(param) \
	{ param, "DescribeSecurityGroups", .subject = param, \
	  .as = param ".1", .rule = &secgroup_root_rule, \
	  .test = READBACK_ABSENT, .path = "securityGroupInfo/item", \
	  .gone_holds = true, \
	  .missing = "the group is still there" }

static const struct readback readbacks[] = {
	READBACK("GroupId"),
	READBACK("GroupName"),
	{ .when = NULL }
};

static const struct answer_rule rule = {
	.echoes = { { "groupId", "GroupId" } },
};

static const struct cmd command = {
	.name = "ec2-delete-group",
	.purpose = "Deletes security groups, which must be unused.",
	.examples = { "web" },
	.operand = { .value = "GROUP", .param = "GroupName", .use = OPT_EACH,
		     .prefix = "sg-", .prefixed = "GroupId", .needed = true,
		     .exact = true },
	.options = options,
	.call = { "DeleteSecurityGroup", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks, .rule = &rule,
		  .look = "ec2-describe-group shows whether the group is "
			  "still there" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

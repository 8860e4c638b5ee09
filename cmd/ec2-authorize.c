/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-authorize: add a permission to a security group. */
#include "cli/permission.h"
#include "command/cmd.h"
#include "reply/secgroup.h"

static const struct opt options[] = { PERMISSION_OPTIONS, OPT_END };

#define READBACK(param, has) \
	{ param, "DescribeSecurityGroups", .subject = param, \
	  .as = param ".1", .rule = &secgroup_root_rule, .holds = has, \
	  .missing = "the group does not have the permission" }

static const struct readback ingress_readbacks[] = {
	READBACK("GroupId", secgroup_has_ingress),
	READBACK("GroupName", secgroup_has_ingress),
	{ .when = NULL }
};

static const struct readback egress_readbacks[] = {
	READBACK("GroupId", secgroup_has_egress),
	{ .when = NULL }
};

#define CALL(action, words) { \
	action, "", secgroup_##words##_rows, REPLY_SUCCESS, .writes = true, \
	.readbacks = words##_readbacks, \
	.look = "ec2-describe-group shows what the group permits now" }

static const struct cmd command = {
	.name = "ec2-authorize",
	.purpose = "Adds a permission to a security group.",
	.examples = { "web -p 22 -s 192.0.2.7/32", "database -p 5432 -o web" },
	.operand = { .value = "GROUP", .param = "GroupName", .prefix = "sg-",
		     .prefixed = "GroupId", .needed = true },
	.options = options,
	.finish = permission_finish,
	.call = CALL("AuthorizeSecurityGroupIngress", ingress),
	.alternate_if = "egress",
	.alternate = CALL("AuthorizeSecurityGroupEgress", egress),
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

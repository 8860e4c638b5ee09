/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-revoke: remove a permission from a security group. */
#include "cli/permission.h"
#include "command/cmd.h"
#include "reply/secgroup.h"

static const struct opt options[] = { PERMISSION_OPTIONS, OPT_END };

#define READBACK(param, has) \
	{ param, "DescribeSecurityGroups", .subject = param, \
	  .as = param ".1", .rule = &secgroup_root_rule, .holds = has, \
	  .missing = "the group still has the permission" }

static const struct readback ingress_readbacks[] = {
	READBACK("GroupId", secgroup_lacks_ingress),
	READBACK("GroupName", secgroup_lacks_ingress),
	{ .when = NULL }
};

static const struct readback egress_readbacks[] = {
	READBACK("GroupId", secgroup_lacks_egress),
	{ .when = NULL }
};

/* The service may report success although the group lacks a permission of the
 * request.  The reply then lists this permission. */
static const struct answer_refusal refusals[] = {
	{ "unknownIpPermissionSet/item",
	  .words = "the group has no such permission" },
	{ .path = NULL }
};

static const struct answer_rule rule = { .refusals = refusals };

#define CALL(action, words) { \
	action, "", secgroup_##words##_rows, REPLY_SUCCESS, .writes = true, \
	.readbacks = words##_readbacks, .rule = &rule, \
	.look = "ec2-describe-group shows what the group permits now" }

static const struct cmd command = {
	.name = "ec2-revoke",
	.purpose = "Removes a permission from a security group.",
	.examples = { "web -p 22 -s 192.0.2.7/32" },
	.operand = { .value = "GROUP", .param = "GroupName", .prefix = "sg-",
		     .prefixed = "GroupId", .needed = true },
	.options = options,
	.finish = permission_finish,
	.call = CALL("RevokeSecurityGroupIngress", ingress),
	.alternate_if = "egress",
	.alternate = CALL("RevokeSecurityGroupEgress", egress),
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

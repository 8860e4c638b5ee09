/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-group: show security groups and what they permit. */
#include "command/cmd.h"
#include "reply/secgroup.h"

static const struct opt options[] = {
	CMD_FILTER("groups"),
	CMD_PAGE_SIZE,
	OPT_END
};

#define PERMISSION(list, toward, type, direction, ...) \
	{ list "/item", .columns = COLUMNS( \
		COLUMN("Type", LITERAL("PERMISSION")), \
		COLUMN("OwnerID", ABOVE("../../ownerId")), \
		COLUMN("GroupName", ABOVE("../../groupName")), \
		COLUMN("Rule", LITERAL("ALLOWS")), \
		COLUMN("Protocol", SECGROUP_PROTOCOL(ROW_ABOVE, \
						     "ipProtocol")), \
		NUMBER("FromPort", ABOVE("fromPort")), \
		NUMBER("ToPort", ABOVE("toPort")), \
		COLUMN("Toward", LITERAL(toward)), \
		COLUMN("PeerType", LITERAL(type)), \
		__VA_ARGS__, \
		COLUMN("Direction", LITERAL(direction))) }

#define PERMISSIONS(toward, direction) { \
	PERMISSION("groups", toward, "USER", direction, \
		   COLUMN("Peer", PATH("userId")), \
		   COLUMN("PeerGroupName", SECGROUP_NAME("groupName")), \
		   COLUMN("PeerGroupID", SECGROUP_ID("groupId"))), \
	PERMISSION("ipRanges", toward, "CIDR", direction, \
		   COLUMN("Peer", PATH("cidrIp")), SECGROUP_NO_GROUP), \
	PERMISSION("ipv6Ranges", toward, "CIDR", direction, \
		   COLUMN("Peer", PATH("cidrIpv6")), SECGROUP_NO_GROUP), \
	PERMISSION("prefixListIds", toward, "PREFIXLIST", direction, \
		   COLUMN("Peer", PATH("prefixListId")), SECGROUP_NO_GROUP), \
	ROW_END \
}

static const struct row ingress_rows[] = PERMISSIONS("FROM", "ingress");
static const struct row egress_rows[] = PERMISSIONS("TO", "egress");

static const struct row group_rows[] = {
	{ "ipPermissions/item", .rows = ingress_rows },
	{ "ipPermissionsEgress/item", .rows = egress_rows },
	TAG_ROW("security-group", "groupId"),
	ROW_END
};

static const struct row rows[] = {
	{ "", .rows = group_rows, .columns = COLUMNS(
		COLUMN("Type", LITERAL("GROUP")),
		ID("GroupID", PATH("groupId")),
		COLUMN("OwnerID", PATH("ownerId")),
		COLUMN("GroupName", PATH("groupName")),
		COLUMN("Description", PATH("groupDescription")),
		COLUMN("VpcID", PATH("vpcId"))) },
	ROW_END
};

static const struct cmd command = {
	.name = "ec2-describe-group",
	.purpose = "Shows security groups and what they permit.",
	.examples = { "web", "-F ip-permission.cidr=0.0.0.0/0" },
	.operand = { .value = "GROUP", .param = "GroupName", .use = OPT_LIST,
		     .prefix = "sg-", .prefixed = "GroupId", .exact = true },
	.options = options,
	.call = { "DescribeSecurityGroups", "securityGroupInfo/item", rows,
		  .pages = true, .rule = &secgroup_rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/secgroup.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

#define LIST "IpPermissions.1."

#define PERMISSION(toward, direction, list, type, ...) \
	{ "@" LIST list, .columns = COLUMNS( \
		COLUMN("Type", LITERAL("PERMISSION")), \
		HIDDEN("GroupID", REQUEST("GroupId")), \
		COLUMN("OwnerID", EMPTY), \
		COLUMN("GroupName", REQUEST("GroupName")), \
		COLUMN("Rule", LITERAL("ALLOWS")), \
		COLUMN("Protocol", SECGROUP_PROTOCOL(ROW_REQUEST, \
						     LIST "IpProtocol")), \
		NUMBER("FromPort", REQUEST(LIST "FromPort")), \
		NUMBER("ToPort", REQUEST(LIST "ToPort")), \
		COLUMN("Toward", LITERAL(toward)), \
		COLUMN("PeerType", LITERAL(type)), \
		__VA_ARGS__, \
		COLUMN("Direction", LITERAL(direction))) }

#define ROWS(toward, direction) \
	{ "", .columns = COLUMNS( \
		COLUMN("Type", LITERAL("GROUP")), \
		COLUMN("GroupID", REQUEST("GroupId")), \
		COLUMN("OwnerID", EMPTY), \
		COLUMN("GroupName", REQUEST("GroupName")), \
		COLUMN("Description", EMPTY), \
		COLUMN("VpcID", EMPTY)) }, \
	PERMISSION(toward, direction, "Groups", "USER", \
		   COLUMN("Peer", PATH("UserId")), \
		   COLUMN("PeerGroupName", SECGROUP_NAME("GroupName")), \
		   COLUMN("PeerGroupID", SECGROUP_ID("GroupId"))), \
	PERMISSION(toward, direction, "IpRanges", "CIDR", \
		   COLUMN("Peer", PATH("CidrIp")), SECGROUP_NO_GROUP), \
	PERMISSION(toward, direction, "Ipv6Ranges", "CIDR", \
		   COLUMN("Peer", PATH("CidrIpv6")), SECGROUP_NO_GROUP), \
	ROW_END

const struct row secgroup_ingress_rows[] = { ROWS("FROM", "ingress") };
const struct row secgroup_egress_rows[] = { ROWS("TO", "egress") };

static const char *const selects[] = { "Filter", NULL };

#define RULE(path) { \
	.set = "securityGroupInfo", .resources = path, .id = "groupId", \
	.ids = "GroupId", .name = "groupName", .names = "GroupName", \
	.selects = selects, .id_filter = "group-id", \
	.name_filter = "group-name" }

const struct answer_rule secgroup_rule = RULE("");
const struct answer_rule secgroup_root_rule = RULE("securityGroupInfo/item");

/* Returns whether A and B mean the same protocol or the same port.  NULL and ""
 * mean -1. */
static bool is_equal(const char *a, const char *b)
{
	static const char *const names[][2] = {
		{ "tcp", "6" }, { "udp", "17" }, { "icmp", "1" },
		{ "icmpv6", "58" },
	};

	a = a && *a ? a : "-1";
	b = b && *b ? b : "-1";
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		a = strcmp(a, names[i][0]) == 0 ? names[i][1] : a;
		b = strcmp(b, names[i][0]) == 0 ? names[i][1] : b;
	}
	return strcmp(a, b) == 0;
}

/* The parameters that name the peers of a permission, and the paths of the same
 * values in a reply. */
static const struct peer {
	const char *param, *end;
	const char *items, *text;
} peers[] = {
	{ LIST "IpRanges.", ".CidrIp", "ipRanges/item", "cidrIp" },
	{ LIST "Ipv6Ranges.", ".CidrIpv6", "ipv6Ranges/item", "cidrIpv6" },
	{ LIST "Groups.", ".GroupId", "groups/item", "groupId" },
	{ LIST "Groups.", ".GroupName", "groups/item", "groupName" },
};

static const struct peer *peer_of(const char *name)
{
	for (size_t i = 0; i < sizeof(peers) / sizeof(*peers); i++) {
		const char *dot = strrchr(name, '.'), *list = peers[i].param;

		if (str_begins(name, list) &&
		    dot && strcmp(dot, peers[i].end) == 0)
			return &peers[i];
	}
	return NULL;
}

/* Returns whether N, a group in a reply, belongs to the account that the
 * request P names.  PARAM is the parameter that names the group.  Returns true
 * if PARAM names the group by its id, or if P names no account.  Returns
 * IF_UNKNOWN if P names an account but N does not. */
static bool is_owned(const struct node *n, const struct params *p,
		     const char *param, bool if_unknown)
{
	const char *end = strstr(param, ".GroupName");
	const char *has = item_text(n, "userId"), *wanted;
	char name[96];

	if (!end)
		return true;
	(void)snprintf(name, sizeof(name), "%.*s.UserId", (int)(end - param),
		       param);
	wanted = params_get(p, name);
	if (!wanted)
		return true;
	return has && *has ? strcmp(has, wanted) == 0 : if_unknown;
}

/* Returns whether PERMISSION has the protocol and the ports of the request P,
 * and the peer in parameter I of P.  If the reply does not name the account of
 * the peer's group, the peer matches only if WANTED is false. */
static bool permits(const struct node *permission, const struct params *p,
		    const struct peer *peer, size_t i, bool wanted)
{
	const struct node *n = item_find(permission, peer->items);

	if (!is_equal(item_text(permission, "ipProtocol"),
		     params_get(p, LIST "IpProtocol")) ||
	    !is_equal(item_text(permission, "fromPort"),
		     params_get(p, LIST "FromPort")) ||
	    !is_equal(item_text(permission, "toPort"),
		     params_get(p, LIST "ToPort")))
		return false;
	for (; n; n = item_next(n)) {
		const char *text = item_text(n, peer->text);

		if (text && strcmp(text, params_value(p, i)) == 0 &&
		    is_owned(n, p, params_name(p, i), !wanted))
			return true;
	}
	return false;
}

/* Compares the permissions at the path LIST, below the reply's first group,
 * with the request's peers.  If WANTED, returns whether the permissions have
 * every peer.  Otherwise returns whether the permissions have none of the
 * peers.  Returns false if the reply has no group. */
static bool permission_agrees(const struct node *reply, const struct params *p,
			      const char *list, bool wanted)
{
	const struct node *group = item_find(reply, "securityGroupInfo/item");

	for (size_t i = 0; group && i < p->len; i++) {
		const struct peer *peer = peer_of(params_name(p, i));
		const struct node *n = item_find(group, list);
		bool found = false;

		for (; peer && n && !found; n = item_next(n))
			found = permits(n, p, peer, i, wanted);
		if (peer && found != wanted)
			return false;
	}
	return group != NULL;
}

bool secgroup_has_ingress(const struct node *reply, const struct params *p)
{
	return permission_agrees(reply, p, "ipPermissions/item", true);
}

bool secgroup_has_egress(const struct node *reply, const struct params *p)
{
	return permission_agrees(reply, p, "ipPermissionsEgress/item", true);
}

bool secgroup_lacks_ingress(const struct node *reply, const struct params *p)
{
	return permission_agrees(reply, p, "ipPermissions/item", false);
}

bool secgroup_lacks_egress(const struct node *reply, const struct params *p)
{
	return permission_agrees(reply, p, "ipPermissionsEgress/item", false);
}

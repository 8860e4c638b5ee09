/* SPDX-License-Identifier: BSD-2-Clause */
/* The actions that add rules to security groups and remove rules. */
#include "actions/recipe.h"

#include "actions/given.h"
#include "base/cidr.h"

#define P "IpPermissions.N."

static int check_cidrs(const struct call *c, struct fault *fault)
{
	static const struct { const char *pattern; bool six; } networks[] = {
		{ "CidrIp", false }, { P "IpRanges.N.CidrIp", false },
		{ P "Ipv6Ranges.N.CidrIpv6", true },
	};
	struct call_list list;
	char block[CIDR_SIZE];
	bool six;
	int rc = 0;

	for (size_t i = 0; i < sizeof(networks) / sizeof(networks[0]); i++) {
		rc = call_list(c, networks[i].pattern, &list, fault);
		for (size_t k = 0; k < list.len && !rc; k++)
			if (!cidr_parse(list.items[k].value, block, &six) ||
			    six != networks[i].six)
				rc = fault_set(fault, FAULT_PARAMETER_VALUE,
					       "CIDR block '%s' is not valid",
					       list.items[k].value);
		call_list_release(&list);
		if (rc)
			return -1;
	}
	return 0;
}

/* SQL for a protocol as EC2 shows it, such as tcp, icmp, 50 or -1 (all). */
#define PROTOCOL(value) "CASE " value " WHEN 'all' THEN '-1' WHEN '1' THEN " \
	"'icmp' WHEN '6' THEN 'tcp' WHEN '17' THEN 'udp' WHEN '58' THEN " \
	"'icmpv6' ELSE " value " END"

/* The protocols and ports of IpPermissions.  The older parameters, outside
 * IpPermissions, become a row whose n is -1. */
#define OF_PERMISSION(name) "ifnull((SELECT value FROM given AS part WHERE " \
	"part.pattern = '" P name "' AND part.n = given.n), '')"
#define PERMISSIONS \
"(SELECT n, " PROTOCOL("value") " AS protocol, " OF_PERMISSION("FromPort") \
" AS from_port, " OF_PERMISSION("ToPort") " AS to_port FROM given " \
"WHERE pattern = '" P "IpProtocol' UNION ALL SELECT -1, CASE WHEN ?11 = '' " \
"AND ?10 <> '' THEN '-1' ELSE " PROTOCOL("?11") " END, ?12, ?13 WHERE " \
"?9 <> '' OR ?10 <> '')"

/* The peers of the rules: CIDR blocks, prefix lists and groups.  Like EC2,
 * cidr() sets the host bits of a CIDR block to 0.  LISTS has three columns: the
 * name of a list in the request, the name of a member of its items, and the
 * kind of peer.  `user` is the owner of a group, by default the caller.  A
 * group's id takes precedence over its name. */
#define LISTS "(VALUES ('IpRanges', 'CidrIp', 'cidr'), " \
	"('Ipv6Ranges', 'CidrIpv6', 'cidr6'), " \
	"('PrefixListIds', 'PrefixListId', 'prefix'), " \
	"('Groups', 'GroupId', 'group'), ('Groups', 'GroupName', 'group'))"
#define OF_PEER(name) "ifnull((SELECT value FROM given AS part WHERE " \
	"part.pattern = '" P "' || column1 || '.N." name "' AND " \
	"part.n = given.n AND part.m = given.m), '')"
#define PEERS \
"(SELECT n, m, column2 AS member, column3 AS kind, CASE WHEN column3 IN " \
"('cidr', 'cidr6') THEN cidr(value) ELSE value END AS value, CASE column1 " \
"WHEN 'Groups' THEN coalesce(nullif(" OF_PEER("UserId") ", ''), ?2) ELSE '' " \
"END AS user, " OF_PEER("Description") " AS description FROM given JOIN " \
LISTS " ON pattern = '" P "' || column1 || '.N.' || column2 WHERE value <> '' AND " \
"NOT (column2 = 'GroupName' AND " OF_PEER("GroupId") " <> '') UNION ALL " \
"SELECT -1, 0, 'CidrIp', 'cidr', cidr(?9), '', '' WHERE ?9 <> '' UNION ALL " \
"SELECT -1, 1, 'GroupName', 'group', ?10, coalesce(nullif(?14, ''), ?2), '' " \
"WHERE ?10 <> '')"

#define HAS_PORTS "protocol IN ('tcp', 'udp')"
#define IS_ICMP "protocol IN ('icmp', 'icmpv6')"
#define NO_PORT(port) "(" port " = '' OR " port " GLOB '*[^0-9]*' OR " \
	"CAST(" port " AS INTEGER) > 65535)"

#define GROUP "(SELECT id FROM security_group WHERE owner = ?2 AND " \
	"region = ?3 AND (?7 <> '' AND id = ?7 OR ?7 = '' AND name = ?8) " \
	"ORDER BY vpc LIMIT 1)"
#define OWN_PEER "(SELECT id FROM security_group WHERE owner = ?2 AND " \
	"region = ?3 AND peer.value = CASE peer.member WHEN 'GroupId' THEN id " \
	"ELSE name END ORDER BY vpc LIMIT 1)"

/* The rules that the request asks for, as rows of group_rule.  Rules of ICMP
 * have the type and the code as ports. */
#define RULES(direction) \
"(SELECT " GROUP " AS group_id, '" direction "' AS direction, " \
"protocol, CASE WHEN " HAS_PORTS " OR " IS_ICMP " THEN from_port ELSE '' END " \
"AS from_port, CASE WHEN " HAS_PORTS " OR " IS_ICMP " THEN to_port ELSE '' " \
"END AS to_port, peer.kind, CASE WHEN peer.kind = 'group' AND " \
"peer.user = ?2 THEN " OWN_PEER " ELSE peer.value END AS value, peer.user, " \
"peer.description, peer.n, peer.m FROM " PERMISSIONS " AS permission JOIN " \
PEERS " AS peer USING (n))"
#define SAME "group_rule.group_id = wanted.group_id AND " \
	"group_rule.direction = wanted.direction AND " \
	"group_rule.protocol = wanted.protocol AND " \
	"group_rule.from_port = wanted.from_port AND " \
	"group_rule.to_port = wanted.to_port AND " \
	"group_rule.kind = wanted.kind AND group_rule.value = wanted.value"

#define WRONG(code, words, from, when) \
	{ code, "SELECT " words " FROM " from " WHERE " when }

/* The members that the recipes to authorize and to revoke have in common. */
#define ACTION(direction) \
	.takes = { "@GroupId", "GroupName", "CidrIp", \
		   "SourceSecurityGroupName", "IpProtocol", "FromPort", \
		   "ToPort", "SourceSecurityGroupOwnerId" }, \
	.lists = RECIPE_LISTS(P "IpProtocol", P "FromPort", P "ToPort", \
		P "IpRanges.N.CidrIp", P "IpRanges.N.Description", \
		P "Ipv6Ranges.N.CidrIpv6", P "Ipv6Ranges.N.Description", \
		P "PrefixListIds.N.PrefixListId", \
		P "PrefixListIds.N.Description", P "Groups.N.GroupId", \
		P "Groups.N.GroupName", P "Groups.N.UserId", \
		P "Groups.N.Description"), \
	.check = check_cidrs, \
	.forms = { \
		WRONG(FAULT_MISSING_PARAMETER, \
"'The request must contain the parameter ipProtocol'", PERMISSIONS, \
		      "protocol = ''"), \
		WRONG(FAULT_PARAMETER_VALUE, \
"'IP protocol ''' || protocol || ''' is not valid'", PERMISSIONS, \
		      "protocol NOT IN ('tcp', 'udp', 'icmp', 'icmpv6', " \
		      "'-1') AND (protocol GLOB '*[^0-9]*' OR " \
		      "CAST(protocol AS INTEGER) > 255)"), \
		WRONG(FAULT_PARAMETER_VALUE, \
"'Invalid port range: ''' || from_port || ''' to ''' || to_port || ''''", \
		      PERMISSIONS, HAS_PORTS " AND (" NO_PORT("from_port") \
		      " OR " NO_PORT("to_port") " OR CAST(from_port AS " \
		      "INTEGER) > CAST(to_port AS INTEGER)) OR " IS_ICMP \
		      " AND (protocol = 'icmp' OR from_port || to_port <> '')" \
		      " AND (from_port <> '-1' AND " NO_PORT("from_port") \
		      " OR to_port <> '-1' AND " NO_PORT("to_port") ")"), \
		WRONG(FAULT_GROUP_MALFORMED, \
"'Invalid id: \"' || value || '\" (expecting \"sg-...\")'", PEERS, \
		      "member = 'GroupId' AND user = ?2 AND " \
		      GIVEN_NOT_ID("value", "sg-")), \
		WRONG(FAULT_MISSING_PARAMETER, \
"'The request must contain the parameter ipPermissions'", "(SELECT 1)", \
		      "NOT EXISTS (SELECT 1 FROM " RULES(direction) ")"), \
		WRONG(FAULT_MISSING_PARAMETER, \
"'The request must contain the parameter groupName or groupId'", \
		      "(SELECT 1)", "?7 = '' AND ?8 = ''"), \
	}

#define MISSING \
		WRONG(FAULT_GROUP_NOT_FOUND, \
"'The security group ''' || coalesce(nullif(?7, ''), ?8) || ''' does not " \
"exist'", "(SELECT 1)", GROUP " IS NULL"), \
		WRONG(FAULT_GROUP_NOT_FOUND, \
"'The security group ''' || peer.value || ''' does not exist'", \
		      PEERS " AS peer", "kind = 'group' AND user = ?2 AND " \
		      OWN_PEER " IS NULL")

#define AUTHORIZE(direction) \
	ACTION(direction), \
	.rules = { \
		MISSING, \
		{ FAULT_PERMISSION_DUPLICATE, \
"SELECT 'the specified rule \"peer: ' || value || ', ' || protocol || ', from " \
"port: ' || from_port || ', to port: ' || to_port || ', ALLOW\" already " \
"exists' FROM " RULES(direction) " AS wanted GROUP BY protocol, from_port, " \
"to_port, kind, value HAVING count(*) > 1 OR EXISTS (SELECT 1 FROM " \
"group_rule WHERE " SAME ")" }, \
	}, \
	.statements = { \
"INSERT INTO group_rule SELECT group_id, direction, protocol, from_port, " \
"to_port, kind, value, user, description FROM " RULES(direction) \
" ORDER BY n, kind = 'group', kind, m" }

#define REVOKE(direction) \
	ACTION(direction), \
	.rules = { \
		MISSING, \
		WRONG(FAULT_PERMISSION_NOT_FOUND, \
"'The specified rule does not exist in this security group.'", \
		      RULES(direction) " AS wanted", "NOT EXISTS (SELECT 1 " \
		      "FROM group_rule WHERE " SAME ")"), \
	}, \
	.statements = { \
"DELETE FROM group_rule WHERE rowid IN (SELECT group_rule.rowid FROM " \
RULES(direction) " AS wanted JOIN group_rule ON " SAME ")" }

static const struct recipe authorize_ingress = {
	.name = "AuthorizeSecurityGroupIngress", AUTHORIZE("ingress"),
}, authorize_egress = {
	.name = "AuthorizeSecurityGroupEgress", AUTHORIZE("egress"),
}, revoke_ingress = {
	.name = "RevokeSecurityGroupIngress", REVOKE("ingress"),
}, revoke_egress = {
	.name = "RevokeSecurityGroupEgress", REVOKE("egress"),
};

const struct recipe *const group_rules_actions[] = {
	&authorize_ingress, &authorize_egress, &revoke_ingress,
	&revoke_egress, NULL
};

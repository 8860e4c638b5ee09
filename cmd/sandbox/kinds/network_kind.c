/* SPDX-License-Identifier: BSD-2-Clause */
#include "kinds/network_kind.h"

#include "kinds/shared_kind.h"

static const struct column key_columns[] = {
	{ "id", .form = "key-", .is_unique = true },
	SHARED_OWNED,
	{ "name" },
	{ "fingerprint", .fallback = "" },
	{ "type", .fallback = "rsa", .form = "rsa|ed25519" },
	{ "created", .fallback = "2010-03-01T00:00:00.000Z", .form = "time" },
	{ "public", .fallback = "" },
	SHARED_TAGS,
	{ NULL }
};

static const struct element key_elements[] = {
	{ "keyPairId", "id", "key-pair-id" },
	{ "keyFingerprint", "fingerprint", "fingerprint" },
	{ "keyName", "name", "key-name" },
	{ "keyType", "type" },
	{ .list = &shared_kind_tags },
	{ "createTime", "created" },
	{ NULL }
};

const struct kind network_kind_key = {
	.name = "key-pair", .type = "key-pair", .table = "key_pair",
	.columns = key_columns, .extra =
"CREATE UNIQUE INDEX key_pair_name ON key_pair (owner, region, name);",
	.set = "keySet", .parameter = "KeyPairId", .prefix = "key-",
	.key = "id", .name_parameter = "KeyName", .name_column = "name",
	.from = "(SELECT rowid AS number, * FROM key_pair) AS key_pair",
	.visible = "owner = ?2 AND region = ?3",
	.malformed = FAULT_KEY_NOT_FOUND, .missing = FAULT_KEY_NOT_FOUND,
	.missing_name = FAULT_KEY_NOT_FOUND,
	.words = "key pair", .elements = key_elements,
};

static const struct column group_columns[] = {
	{ "id", .form = "sg-", .is_unique = true },
	SHARED_OWNED,
	{ "name" },
	{ "description", .fallback = "default group" },
	{ "vpc", .fallback = "", .form = "vpc-" },
	{ "rules", .fallback = "", .form = "ingress|egress",
	  .parts = KIND_PARTS, .insert =
"INSERT INTO group_rule VALUES (?1, ?2, ?3, ?4, ?5, ?6, cidr(?7), ?8, ?9)",
	  .select =
"SELECT direction, protocol, from_port, to_port, kind, value, user, "
"description FROM group_rule WHERE group_id = ?1 ORDER BY rowid" },
	SHARED_TAGS,
	{ NULL }
};

static const char group_extra[] =
"CREATE UNIQUE INDEX group_name ON security_group"
"	(owner, region, vpc, name);"
"CREATE TABLE group_rule ("
"	group_id TEXT NOT NULL REFERENCES security_group,"
"	direction TEXT NOT NULL CHECK (direction IN ('ingress', 'egress')),"
"	protocol TEXT NOT NULL,"
"	from_port TEXT NOT NULL,"
"	to_port TEXT NOT NULL,"
"	kind TEXT NOT NULL CHECK (kind IN ('cidr', 'cidr6', 'prefix', "
"		'group')),"
"	value TEXT NOT NULL,"
"	user TEXT NOT NULL,"
"	description TEXT NOT NULL,"
"	UNIQUE (group_id, direction, protocol, from_port, to_port, kind,"
"		value));"
"CREATE INDEX group_rule_value ON group_rule (value);";

/* Rules with the same direction, protocol and ports share one <item>. */
#define RULE_KEY "direction || ' ' || protocol || ' ' || from_port || ' ' " \
	"|| to_port"
#define RULES(wanted) \
	"group_rule WHERE group_id = ?1 AND kind = '" wanted "' AND " \
	RULE_KEY " = ?5 ORDER BY rowid"

#define RULE_LIST(list_name, wanted, ...) \
	(&(const struct list){ .name = list_name, .from = RULES(wanted), \
		.elements = (const struct element[]){ __VA_ARGS__, \
			{ "description", "description" }, { NULL } } })

static const struct element permission_elements[] = {
	{ NULL, RULE_KEY },
	{ "ipProtocol", "protocol" },
	{ "fromPort", "from_port" },
	{ "toPort", "to_port" },
	{ .list = RULE_LIST("groups", "group", { "userId", "user" },
			    { "groupId", "value" }) },
	{ .list = RULE_LIST("ipRanges", "cidr", { "cidrIp", "value" }) },
	{ .list = RULE_LIST("ipv6Ranges", "cidr6", { "cidrIpv6", "value" }) },
	{ .list = RULE_LIST("prefixListIds", "prefix",
			    { "prefixListId", "value" }) },
	{ NULL }
};

static const struct list ingress = {
	.name = "ipPermissions",
	.from = "group_rule WHERE group_id = ?1 AND direction = 'ingress' "
		"GROUP BY protocol, from_port, to_port ORDER BY min(rowid)",
	.elements = permission_elements,
};

static const struct list egress = {
	.name = "ipPermissionsEgress",
	.from = "group_rule WHERE group_id = ?1 AND direction = 'egress' "
		"GROUP BY protocol, from_port, to_port ORDER BY min(rowid)",
	.elements = permission_elements,
};

#define RULE_FILTERS(prefix) \
	{ NULL, SHARED_OF("cidr"), prefix "cidr" }, \
	{ NULL, "from_port", prefix "from-port" }, \
	{ NULL, SHARED_OF("group"), prefix "group-id" }, \
	{ NULL, "(SELECT name FROM security_group WHERE id = value)", \
	  prefix "group-name" }, \
	{ NULL, SHARED_OF("cidr6"), prefix "ipv6-cidr" }, \
	{ NULL, SHARED_OF("prefix"), prefix "prefix-list-id" }, \
	{ NULL, "protocol", prefix "protocol" }, \
	{ NULL, "to_port", prefix "to-port" }, \
	{ NULL, "user", prefix "user-id" }, \
	{ NULL }

static const struct list ingress_filters = {
	.from = "group_rule WHERE group_id = ?1 AND direction = 'ingress'",
	.elements = (const struct element[]){ RULE_FILTERS("ip-permission.") },
};

static const struct list egress_filters = {
	.from = "group_rule WHERE group_id = ?1 AND direction = 'egress'",
	.elements = (const struct element[]){
		RULE_FILTERS("egress.ip-permission.") },
};

static const struct element group_elements[] = {
	{ "ownerId", "owner", "owner-id" },
	{ "groupId", "id", "group-id" },
	{ "groupName", "name", "group-name" },
	{ "groupDescription", "description", "description" },
	{ "vpcId", "vpc", "vpc-id" },
	{ .list = &ingress },
	{ .list = &egress },
	{ .list = &ingress_filters },
	{ .list = &egress_filters },
	{ .list = &shared_kind_tags },
	{ NULL }
};

const struct kind network_kind_group = {
	.name = "group", .type = "security-group", .table = "security_group",
	.columns = group_columns, .extra = group_extra,
	.set = "securityGroupInfo", .parameter = "GroupId", .prefix = "sg-",
	.key = "id", .name_parameter = "GroupName", .name_column = "name",
	.from = "(SELECT rowid AS number, * FROM security_group) AS "
		"security_group",
	.visible = "owner = ?2 AND region = ?3", .page_min = 5,
	.malformed = FAULT_GROUP_MALFORMED, .missing = FAULT_GROUP_NOT_FOUND,
	.missing_name = FAULT_GROUP_NOT_FOUND,
	.words = "security group", .elements = group_elements,
};

/* SQL for the id of a default group.  If another group has this id, the default
 * group gets a random id. */
#define USUAL_ID "printf('sg-%04x%04x', account.rowid, region.rowid)"

const char network_kind_default_groups[] =
"INSERT INTO security_group (id, owner, region, name) SELECT CASE WHEN EXISTS "
"(SELECT 1 FROM security_group AS one WHERE one.id = " USUAL_ID ") THEN 'sg-0' "
"|| lower(hex(randomblob(8))) ELSE " USUAL_ID " END, id, region.name, "
"'default' FROM account, region WHERE NOT EXISTS (SELECT 1 FROM "
"security_group AS one WHERE owner = account.id AND region = region.name AND "
"name = 'default' AND vpc = '') ORDER BY account.rowid, region.rowid";

static const struct column address_columns[] = {
	{ "id", .form = "eipalloc-", .is_unique = true },
	SHARED_OWNED,
	{ "ip", .form = "word" },
	{ "instance", .fallback = "", .form = "i-" },
	{ "association", .fallback = "", .form = "eipassoc-" },
	SHARED_TAGS,
	{ NULL }
};

static const struct element address_elements[] = {
	{ "publicIp", "ip", "public-ip" },
	{ "allocationId", "id", "allocation-id" },
	{ "domain", "'vpc'", "domain" },
	{ "!instanceId", "instance", "instance-id" },
	{ "associationId", "association", "association-id" },
	{ "networkInterfaceId", "CASE instance WHEN '' THEN '' ELSE 'eni-' || "
	  "substr(instance, 3) END", "network-interface-id" },
	{ "networkInterfaceOwnerId", "CASE instance WHEN '' THEN '' ELSE owner "
	  "END", "network-interface-owner-id" },
	{ "privateIpAddress", "(SELECT private_ip FROM instance WHERE "
	  "instance.id = address.instance)", "private-ip-address" },
	{ .list = &shared_kind_tags },
	{ "publicIpv4Pool", "'amazon'" },
	{ "networkBorderGroup", "region", "network-border-group" },
	{ NULL }
};

const struct kind network_kind_address = {
	.name = "address", .type = "elastic-ip", .table = "address",
	.columns = address_columns, .extra =
"CREATE UNIQUE INDEX address_ip ON address (ip);"
"CREATE INDEX address_instance ON address (instance);",
	.set = "addressesSet", .parameter = "AllocationId",
	.prefix = "eipalloc-", .key = "id", .name_parameter = "PublicIp",
	.name_column = "ip",
	.from = "(SELECT rowid AS number, * FROM address) AS address",
	.visible = "owner = ?2 AND region = ?3",
	.malformed = FAULT_ALLOCATION_NOT_FOUND,
	.missing = FAULT_ALLOCATION_NOT_FOUND,
	.missing_name = FAULT_ADDRESS_NOT_FOUND,
	.words = "address", .elements = address_elements,
};

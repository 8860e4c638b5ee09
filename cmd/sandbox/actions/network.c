/* SPDX-License-Identifier: BSD-2-Clause */
/* Actions for security groups and addresses, and DeleteKeyPair. */
#include "actions/recipe.h"

#include "actions/given.h"
#include "kinds/network_kind.h"
#include "kinds/shared_kind.h"

#define UNTAG "DELETE FROM tag WHERE resource = ?1"

/* Deleting a key pair by an unknown name succeeds. */
static const struct recipe delete_key = {
	.name = "DeleteKeyPair",
	.kind = &network_kind_key, .by_name = true, .may_be_missing = true,
	.statements = { "DELETE FROM key_pair WHERE id = ?1", UNTAG },
};

static const struct recipe create_group = {
	.name = "CreateSecurityGroup", .makes = &network_kind_group,
	.takes = { "!GroupName", "!GroupDescription", "VpcId" },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?7 || ') for parameter GroupName is invalid.' "
"WHERE length(?7) > 255 OR ?7 LIKE 'sg-%'" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value for parameter GroupDescription is longer than 255 characters' "
"WHERE length(?8) > 255" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Invalid id: \"' || ?9 || '\" (expecting \"vpc-...\")' "
"WHERE ?9 <> '' AND " GIVEN_NOT_ID("?9", "vpc-") },
	}, .rules = {
		{ FAULT_GROUP_RESERVED,
"SELECT 'The security group ''' || ?7 || ''' is reserved' "
"WHERE ?7 = 'default'" },
		{ FAULT_GROUP_DUPLICATE,
"SELECT 'The security group ''' || ?7 || ''' already exists' FROM "
"security_group WHERE owner = ?2 AND region = ?3 AND name = ?7 AND vpc = ?9" },
	}, .statements = {
"INSERT INTO security_group (id, owner, region, name, description, vpc) "
"VALUES (?5, ?2, ?3, ?7, ?8, ?9)",
/* In a VPC, a new group allows all outgoing IPv4 traffic. */
"INSERT INTO group_rule SELECT ?5, 'egress', '-1', '', '', 'cidr', "
"'0.0.0.0/0', '', '' WHERE ?9 <> ''",
	}, .reply = REPLY_LIST,
	.list = &(const struct list){
		.from = "security_group WHERE id = ?1",
		.elements = (const struct element[]){
			{ "return", "'true'" },
			{ "groupId", "id" },
			{ .list = &shared_kind_tags },
			{ NULL } } },
};

static const struct recipe delete_group = {
	.name = "DeleteSecurityGroup",
	.kind = &network_kind_group, .by_name = true,
	.rules = {
		{ FAULT_GROUP_RESERVED,
"SELECT 'the specified group: \"' || id || '\" name: \"default\" cannot be "
"deleted by a user' FROM security_group WHERE id = ?1 AND name = 'default'" },
		{ FAULT_DEPENDENCY,
"SELECT 'resource ' || ?1 || ' has a dependent object' FROM instance_group "
"JOIN instance ON instance.id = instance WHERE instance_group.id = ?1 AND "
"state <> 'terminated'" },
		{ FAULT_DEPENDENCY,
"SELECT 'resource ' || ?1 || ' has a dependent object' FROM group_rule "
"WHERE value = ?1 AND group_id <> ?1" },
	}, .statements = {
"DELETE FROM group_rule WHERE group_id = ?1",
"DELETE FROM security_group WHERE id = ?1", UNTAG,
	},
};

/* Elastic IP addresses come from the upper half of 198.18.0.0/15.  Public
 * addresses of instances come from the lower half first.  A seed may have
 * addresses of the upper half too. */
static const struct recipe allocate_address = {
	.name = "AllocateAddress", .makes = &network_kind_address,
	.takes = { "Domain=vpc", "NetworkBorderGroup" },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Invalid value ''' || ?7 || ''' for domain.' "
"WHERE ?7 NOT IN ('vpc', 'standard')" },
	}, .statements = {
"WITH RECURSIVE number(n) AS (SELECT ifnull(max(rowid), 0) + 1 FROM address "
"UNION ALL SELECT n + 1 FROM number LIMIT 65024), free AS (SELECT "
"printf('198.19.%d.%d', n / 254 % 256, 1 + n % 254) AS ip FROM number) "
"INSERT INTO address (id, owner, region, ip) SELECT ?5, ?2, ?3, ip FROM free "
"WHERE NOT EXISTS (SELECT 1 FROM address WHERE ip = free.ip) LIMIT 1",
	}, .reply = REPLY_LIST,
	.list = &(const struct list){
		.from = "address WHERE id = ?1",
		.elements = (const struct element[]){
			{ "publicIp", "ip" },
			{ "domain", "'vpc'" },
			{ "allocationId", "id" },
			{ "publicIpv4Pool", "'amazon'" },
			{ "networkBorderGroup", "region" },
			{ NULL } } },
};

#define INSTANCE "instance WHERE id = CASE ?7 WHEN '' THEN 'i-' || " \
	"substr(?8, 5) ELSE ?7 END AND owner = ?2 AND region = ?3"

static const struct recipe associate_address = {
	.name = "AssociateAddress",
	.kind = &network_kind_address, .by_name = true,
	.takes = { "@InstanceId", "NetworkInterfaceId", "PrivateIpAddress",
		   "?AllowReassociation=true" },
	.forms = {
		{ FAULT_MISSING_PARAMETER,
"SELECT 'Either ''InstanceId'' or ''NetworkInterfaceId'' must be provided' "
"WHERE ?7 = '' AND ?8 = ''" },
	}, .rules = {
		{ FAULT_INSTANCE_NOT_FOUND,
"SELECT 'The instance ID ''' || ?7 || ?8 || ''' does not exist' "
"WHERE NOT EXISTS (SELECT 1 FROM " INSTANCE ")" },
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not running, stopped or pending' "
"FROM " INSTANCE " AND state NOT IN ('running', 'stopped', 'pending')" },
		{ FAULT_ASSOCIATED,
"SELECT 'resource ' || id || ' is already associated with ' || instance "
"FROM address WHERE id = ?1 AND ?10 = 'false' AND instance <> '' AND "
"instance NOT IN (SELECT id FROM " INSTANCE ")" },
	}, .statements = {
"UPDATE address SET instance = '', association = '' WHERE instance IN "
"(SELECT id FROM " INSTANCE ") AND id <> ?1",
"UPDATE address SET association = 'eipassoc-0' || lower(hex(randomblob(8))) "
"WHERE id = ?1",
"UPDATE address SET instance = (SELECT id FROM " INSTANCE ") WHERE id = ?1",
	}, .reply = REPLY_LIST,
	.list = &(const struct list){
		.from = "address WHERE id = ?1",
		.elements = (const struct element[]){
			{ "return", "'true'" },
			{ "associationId", "association" },
			{ NULL } } },
};

#define ADDRESS "FROM address WHERE owner = ?2 AND region = ?3 AND " \
	"(?7 <> '' AND association = ?7 OR ?7 = '' AND ip = ?8)"

static const struct recipe disassociate_address = {
	.name = "DisassociateAddress", .takes = { "AssociationId", "PublicIp" },
	.forms = {
		{ FAULT_MISSING_PARAMETER,
"SELECT 'Either ''associationId'' or ''publicIp'' must be provided' "
"WHERE ?7 = '' AND ?8 = ''" },
	}, .rules = {
		{ FAULT_ASSOCIATION_NOT_FOUND,
"SELECT 'The association ID ''' || ?7 || ''' does not exist' WHERE ?7 <> '' "
"AND NOT EXISTS (SELECT 1 " ADDRESS ")" },
		{ FAULT_ADDRESS_NOT_FOUND,
"SELECT 'Address ''' || ?8 || ''' not found.' WHERE NOT EXISTS "
"(SELECT 1 " ADDRESS ")" },
	}, .statements = {
"UPDATE address SET instance = '', association = '' WHERE id IN "
"(SELECT id " ADDRESS ")",
	},
};

static const struct recipe release_address = {
	.name = "ReleaseAddress",
	.kind = &network_kind_address, .by_name = true,
	.takes = { "NetworkBorderGroup" },
	.rules = {
		{ FAULT_ADDRESS_IN_USE,
"SELECT 'Address ' || ip || ' is in use.' FROM address WHERE id = ?1 AND "
"instance <> ''" },
	}, .statements = { "DELETE FROM address WHERE id = ?1", UNTAG },
};

const struct recipe *const network_actions[] = {
	&delete_key, &create_group, &delete_group, &allocate_address,
	&associate_address, &disassociate_address, &release_address, NULL
};

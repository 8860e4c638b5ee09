/* SPDX-License-Identifier: BSD-2-Clause */
#include "kinds/account_kind.h"

#include "kinds/shared_kind.h"

/* An account without keys owns resources, but cannot sign requests itself. */
static const struct column account_columns[] = {
	{ "id", .form = "#12", .is_unique = true },
	{ "name", .form = "name", .is_unique = true },
	{ "access-key", "access_key", "", "key", .is_unique = true },
	{ "secret-key", "secret_key", "", "secret" },
	{ NULL }
};

const struct kind account_kind = {
	.name = "account", .table = "account", .columns = account_columns,
};

static const struct column product_columns[] = {
	{ "code", .form = "word", .is_unique = true },
	{ "owner", .form = "#12", .refers = "account" },
	{ "url", "purchase_url", "" },
	{ "platforms", .fallback = "Linux/UNIX", .form = "Linux/UNIX|Windows",
	  .insert = "INSERT INTO product_platform VALUES (?1, ?2)", .select =
"SELECT platform FROM product_platform WHERE code = ?1 ORDER BY rowid" },
	{ "types", .fallback = "m1.small", .form = "word",
	  .insert = "INSERT INTO product_type VALUES (?1, ?2)", .select =
"SELECT instance_type FROM product_type WHERE code = ?1 ORDER BY rowid" },
	{ NULL }
};

static const char product_extra[] =
"CREATE TABLE product_platform ("
"	code TEXT NOT NULL REFERENCES product,"
"	platform TEXT NOT NULL CHECK (platform IN ('Linux/UNIX', 'Windows')),"
"	UNIQUE (code, platform));"
"CREATE TABLE product_type ("
"	code TEXT NOT NULL REFERENCES product,"
"	instance_type TEXT NOT NULL,"
"	UNIQUE (code, instance_type));";

const struct kind account_kind_product = {
	.name = "product", .table = "product", .columns = product_columns,
	.extra = product_extra,
};

static const struct column signup_columns[] = {
	{ "account", .form = "#12", .refers = "account" },
	{ "code", .refers = "product" },
	{ NULL }
};

const struct kind account_kind_signup = {
	.name = "signup", .table = "signup", .columns = signup_columns,
	.extra = "CREATE UNIQUE INDEX signup_both ON signup (account, code);",
};

static const struct column region_columns[] = {
	{ "name", .form = "word", .is_unique = true },
	{ NULL }
};

static const struct element region_elements[] = {
	{ "regionName", "name", "region-name" },
	{ "regionEndpoint", "?6 || '/' || name", "endpoint" },
	{ "optInStatus", "'opt-in-not-required'", "opt-in-status" },
	{ NULL }
};

const struct kind account_kind_region = {
	.name = "region", .table = "region", .columns = region_columns,
	.extra = "INSERT INTO region VALUES ('us-east-1'), ('us-west-2'), "
		 "('eu-west-1');", .fixed = 3,
	.set = "regionInfo", .parameter = "RegionName", .key = "name",
	.from = "(SELECT rowid AS number, '' AS owner, name FROM region)",
	.visible = "1", .missing = FAULT_PARAMETER_VALUE,
	.words = "region", .elements = region_elements,
};

static const struct list no_messages = {
	.name = "messageSet", .from = "region WHERE 0",
	.elements = (const struct element[]){
		{ "message", "''", "message" },
		{ NULL } },
};

static const struct element zone_elements[] = {
	{ "zoneName", "name", "zone-name" },
	{ "zoneState", "'available'", "state" },
	{ "regionName", "region", "region-name" },
	{ .list = &no_messages },
	{ "zoneId", "id", "zone-id" },
	{ "groupName", "region", "group-name" },
	{ "optInStatus", "'opt-in-not-required'", "opt-in-status" },
	{ "networkBorderGroup", "region" },
	{ "zoneType", "'availability-zone'", "zone-type" },
	{ NULL }
};

/* Every region has the availability zones a to d, with ids such as use1-az1. */
const struct kind account_kind_zone = {
	.name = "zone",
	.set = "availabilityZoneInfo", .parameter = "ZoneName",
	.key = "name", .name_parameter = "ZoneId", .name_column = "id",
	.from = "(SELECT region.rowid * 8 + unicode(letter) - 96 AS number, "
		"'' AS owner, name || letter AS name, name AS region, "
		SHARED_ZONE_ID("(name || letter)") " AS id "
		"FROM region, (SELECT 'a' AS letter UNION ALL SELECT 'b' "
		"UNION ALL SELECT 'c' UNION ALL SELECT 'd'))",
	.visible = "region = ?3", .missing = FAULT_PARAMETER_VALUE,
	.missing_name = FAULT_PARAMETER_VALUE,
	.words = "availability zone", .elements = zone_elements,
	.unset = "group-long-name|parent-zone-id|parent-zone-name|"
		 "parent-zoneID|parent-zoneName",
};

static const struct element tag_elements[] = {
	{ "resourceId", "id", "resource-id" },
	{ "resourceType", "type", "resource-type" },
	{ "key", "key", "key" },
	{ "!value", "value", "value" },
	{ NULL }
};

const struct kind account_kind_tag = {
	.name = "tag", .set = "tagSet", .key = "id",
	.from = "(SELECT tag.rowid AS number, resource AS id, key, value, "
		"type, owner, region FROM tag JOIN resource "
		"ON resource.id = resource)",
	.visible = "owner = ?2 AND region = ?3", .page_min = 5,
	.words = "tag", .elements = tag_elements,
};

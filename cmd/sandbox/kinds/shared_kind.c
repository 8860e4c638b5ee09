/* SPDX-License-Identifier: BSD-2-Clause */
#include "kinds/shared_kind.h"

/* The rowid of each table keeps the order in which rows were added. */
const char shared_kind_schema[] =
"CREATE TABLE code ("
"	resource TEXT NOT NULL,"
"	code TEXT NOT NULL REFERENCES product,"
"	UNIQUE (resource, code));"
"CREATE TABLE permission ("
"	resource TEXT NOT NULL,"
"	kind TEXT NOT NULL CHECK (kind IN ('userId', 'group',"
"		'organizationArn', 'organizationalUnitArn')),"
"	value TEXT NOT NULL,"
"	UNIQUE (resource, kind, value));"
"CREATE TABLE tag ("
"	resource TEXT NOT NULL,"
"	key TEXT NOT NULL,"
"	value TEXT NOT NULL,"
"	UNIQUE (resource, key));";

const struct list shared_kind_tags = {
	.name = "tagSet", .optional = true,
	.from = "tag WHERE resource = ?1 AND ?2 = ?4 ORDER BY key",
	.elements = (const struct element[]){
		{ "key", "key", "tag-key" },
		{ "!value", "value", "tag-value" },
		{ NULL } },
};

const struct list shared_kind_codes = {
	.name = "productCodes",
	.from = "code WHERE resource = ?1 ORDER BY code",
	.elements = (const struct element[]){
		{ "productCode", "code", "product-code" },
		{ "type", "'devpay'", "product-code.type" },
		{ NULL } },
};

const struct list shared_kind_permissions = {
	.name = "launchPermission",
	.from = "permission WHERE resource = ?1 ORDER BY rowid",
	.elements = (const struct element[]){
		{ "userId", SHARED_OF("userId") },
		{ "group", SHARED_OF("group") },
		{ "organizationArn", SHARED_OF("organizationArn") },
		{ "organizationalUnitArn", SHARED_OF("organizationalUnitArn") },
		{ NULL } },
};

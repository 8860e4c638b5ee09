/* SPDX-License-Identifier: BSD-2-Clause */
/* What several kinds have: tags, product codes, permissions. */
#ifndef SHARED_KIND_H
#define SHARED_KIND_H

#include "kinds/kind.h"

/* The tables that several kinds use; they come after the tables of the
 * kinds. */
extern const char shared_kind_schema[];

extern const struct list shared_kind_tags;
extern const struct list shared_kind_codes;
extern const struct list shared_kind_permissions;

/* Only the owner of a thing can set its tags and see them. */
#define SHARED_TAGS \
	{ "tags", .otherwise = "", .parts = KIND_PAIR, \
	  .insert = "INSERT INTO tag VALUES (?1, ?2, ?3)", .select = \
"SELECT key, value FROM tag WHERE resource = ?1 ORDER BY rowid" }

#define SHARED_CODES(field) \
	{ field, .otherwise = "", .refers = "product", \
	  .insert = "INSERT INTO code VALUES (?1, ?2)", .select = \
"SELECT code FROM code WHERE resource = ?1 ORDER BY rowid" }

#define SHARED_PERMISSIONS \
	{ "permissions", .otherwise = "", .form = "entity", .insert = \
"INSERT INTO permission VALUES (?1, CASE " \
"WHEN ?2 NOT LIKE 'arn:%' THEN CASE ?2 WHEN 'all' THEN 'group' " \
"ELSE 'userId' END WHEN ?2 LIKE '%:ou/%' THEN 'organizationalUnitArn' " \
"ELSE 'organizationArn' END, ?2)", .select = \
"SELECT value FROM permission WHERE resource = ?1 ORDER BY rowid" }

/* Columns for the owner and the region, and for a state that passes with
 * time. */
#define SHARED_OWNED \
	{ "owner", .form = "#12", .refers = "account" }, \
	{ "region", .otherwise = "us-east-1", .refers = "region" }
#define SHARED_PASSING \
	{ "next", .otherwise = "" }, \
	{ "due", .otherwise = "0", .form = "number" }

/* Whether the caller owns the thing, or it is shared with the caller. */
#define SHARED_VISIBLE(table) \
"(owner = ?2 OR EXISTS (SELECT 1 FROM permission WHERE resource = " table \
".id AND (kind = 'group' OR kind = 'userId' AND value = ?2)))"

/* The id of an availability zone, such as use1-az1, for the name in a
 * column. */
#define SHARED_ZONE_ID(zone) \
"(substr(" zone ", 1, 2) || substr(" zone ", 4, 1) || substr(" zone ", -2, 1) " \
"|| '-az' || (unicode(substr(" zone ", -1)) - 96))"

/* EC2's names, for billing, of the platform in the column `platform`. */
#define SHARED_PLATFORM "CASE platform WHEN 'windows' THEN 'Windows' " \
	"ELSE 'Linux/UNIX' END"
#define SHARED_USAGE "CASE platform WHEN 'windows' THEN 'RunInstances:0002' " \
	"ELSE 'RunInstances' END"

#endif

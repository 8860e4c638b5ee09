/* SPDX-License-Identifier: BSD-2-Clause */
/* The fields, lists and SQL that several kinds of resources share. */
#ifndef SHARED_KIND_H
#define SHARED_KIND_H

#include "kinds/kind.h"

/* Statements that make the tables of tags, product codes and permissions. */
extern const char shared_kind_schema[];

/* Lists in replies.  Only the owner of a resource sees its tags. */
extern const struct list shared_kind_tags;
extern const struct list shared_kind_codes;
extern const struct list shared_kind_permissions;

#define SHARED_TAGS \
	{ "tags", .fallback = "", .parts = KIND_PAIR, \
	  .insert = "INSERT INTO tag VALUES (?1, ?2, ?3)", .select = \
"SELECT key, value FROM tag WHERE resource = ?1 ORDER BY rowid" }

#define SHARED_CODES(field) \
	{ field, .fallback = "", .refers = "product", \
	  .insert = "INSERT INTO code VALUES (?1, ?2)", .select = \
"SELECT code FROM code WHERE resource = ?1 ORDER BY rowid" }

#define SHARED_PERMISSIONS \
	{ "permissions", .fallback = "", .form = "entity", .insert = \
"INSERT INTO permission VALUES (?1, CASE " \
"WHEN ?2 NOT LIKE 'arn:%' THEN CASE ?2 WHEN 'all' THEN 'group' " \
"ELSE 'userId' END WHEN ?2 LIKE '%:ou/%' THEN 'organizationalUnitArn' " \
"ELSE 'organizationArn' END, ?2)", .select = \
"SELECT value FROM permission WHERE resource = ?1 ORDER BY rowid" }

#define SHARED_FLAG "true|false"

/* SQL for the column `value` if the column `kind` is NAME, otherwise ''. */
#define SHARED_OF(name) "CASE kind WHEN '" name "' THEN value ELSE '' END"

/* A list that shows an attribute as <ATTRIBUTE><value>COLUMN</value>.  TABLE is
 * the table of the resource. */
#define SHARED_ATTRIBUTE(attribute, table, column) \
	(&(const struct list){ .name = attribute, .single = true, \
		.from = table " WHERE id = ?1", \
		.elements = (const struct element[]){ { "value", column }, \
						      { NULL } } })

#define SHARED_OWNED \
	{ "owner", .form = "#12", .refers = "account" }, \
	{ "region", .fallback = "us-east-1", .refers = "region" }

/* The fields `next` and `due` of a passing state (state/passing.h). */
#define SHARED_PASSING \
	{ "next", .fallback = "" }, \
	{ "due", .fallback = "0", .form = "number" }

/* SQL condition: the caller owns the resource, or it is shared with the
 * caller's account or with all accounts. */
#define SHARED_VISIBLE(table) \
"(owner = ?2 OR EXISTS (SELECT 1 FROM permission WHERE resource = " table \
".id AND (kind = 'group' OR kind = 'userId' AND value = ?2)))"

/* SQL for the id of an availability zone, such as apse1-az1 for the zone
 * ap-southeast-1a.  ZONE is SQL for the zone's name. */
#define SHARED_ZONE_ID(zone) \
"(replace(replace(replace(replace(replace(replace(replace(substr(" zone ", 1, " \
"length(" zone ") - 1), 'north', 'n'), 'south', 's'), 'east', 'e'), 'west', " \
"'w'), 'central', 'c'), 'gov', 'g'), '-', '') || '-az' || " \
"(unicode(substr(" zone ", -1)) - 96))"

/* SQL for EC2's names of the column `platform` and its usage operation. */
#define SHARED_PLATFORM "CASE platform WHEN 'windows' THEN 'Windows' " \
	"ELSE 'Linux/UNIX' END"
#define SHARED_USAGE "CASE platform WHEN 'windows' THEN 'RunInstances:0002' " \
	"ELSE 'RunInstances' END"

#endif

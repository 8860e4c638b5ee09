/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads and checks the parameters of a recipe, and stores list parameters in
 * the table `given` (state/schema.h).
 *
 * A text describes a parameter.  The text begins with signs and the parameter's
 * name or pattern.  `:` and the allowed values, separated by `|`, may follow,
 * and then `=` and the default.  The sign ! means that the parameter is
 * required, except in lists.  The sign ? means that the value is true or false,
 * # a number, and @ an id of the kind that the end of the name names.
 */
#ifndef GIVEN_H
#define GIVEN_H

#include "call/call.h"
#include "kinds/shared_kind.h"

/* The parameters of TagSpecification and BlockDeviceMapping, up to a NULL, and
 * the rules for their form.  In given_tag_forms, ?1 is the list of types that
 * may have tags, separated by `|`, or "" if tags have no type. */
extern const char *const given_tags[], *const given_devices[];
extern const struct rule given_tag_forms[], given_device_forms[];

/* SQL condition: VALUE is not an id that begins with PREFIX. */
#define GIVEN_NOT_ID(value, prefix) \
	"(rtrim(" value ", '0123456789abcdef') <> '" prefix "' OR " \
	"length(" value ") - length('" prefix "') NOT IN (8, 17))"

/* Rule: the region must have the availability zone ZONE, unless ZONE is empty.
 * Actions refuse a zone with different codes and words, as in EC2.  EC2 has up
 * to six zones in a region, a to f. */
#define GIVEN_ZONE(zone, code, before, after) \
	{ code, \
"SELECT '" before "' || " zone " || '" after "' WHERE " zone " <> '' AND " zone \
" NOT GLOB ?3 || '[a-f]'" }

/* Rules: the caller must see the snapshot WANTED in the region PLACE, and it
 * must be completed.  WANTED may be empty. */
#define GIVEN_SNAPSHOT(wanted, place) \
	{ FAULT_SNAPSHOT_NOT_FOUND, \
"SELECT 'The snapshot ''' || " wanted " || ''' does not exist' WHERE " wanted \
" <> '' AND NOT EXISTS (SELECT 1 FROM snapshot WHERE id = " wanted " AND " \
"region = " place " AND " SHARED_VISIBLE("snapshot") ")" }, \
	{ FAULT_INCORRECT_STATE, \
"SELECT 'The snapshot ' || id || ' is not completed' FROM snapshot " \
"WHERE id = " wanted " AND state <> 'completed'" }

/* Rules: a device of the request that is a volume needs a snapshot or a size,
 * unless the query KNOWN finds its name; see GIVEN_OR.  The snapshots of the
 * devices must be visible and completed. */
#define GIVEN_VOLUMES(known) \
	{ FAULT_MISSING_PARAMETER, \
"SELECT 'The request must contain the parameter size or snapshotId' FROM " \
"given_device WHERE snapshot || size || virtual_name = '' AND NOT is_none AND " \
"device NOT IN (" known ")" }, \
	{ FAULT_SNAPSHOT_NOT_FOUND, \
"SELECT 'The snapshot ''' || wanted || ''' does not exist' FROM (SELECT " \
"snapshot AS wanted FROM given_device WHERE snapshot <> '') WHERE NOT EXISTS " \
"(SELECT 1 FROM snapshot WHERE id = wanted AND region = ?3 AND " \
SHARED_VISIBLE("snapshot") ")" }, \
	{ FAULT_INCORRECT_STATE, \
"SELECT 'The snapshot ' || id || ' is not completed' FROM snapshot " \
"WHERE id IN (SELECT snapshot FROM given_device) AND state <> 'completed'" }

/* SQL: a property of a device of the request.  If the request omits the
 * property, GIVEN_OR is OTHER, the property of the volume that the device
 * replaces.  GIVEN_WITH is OTHER only if the request omits WITH too. */
#define GIVEN_OR(column, other) \
	"coalesce(nullif(given_device." column ", ''), " other ", '')"
#define GIVEN_WITH(with, column, other) \
	"CASE WHEN given_device." with " <> '' THEN given_device." column \
	" ELSE " GIVEN_OR(column, other) " END"

/* Returns whether one of TEXTS, up to a NULL, describes the parameter NAME.
 * Returns false if TEXTS is NULL. */
bool given_among(const char *const *texts, const char *name);

/* Checks the parameter that TEXT describes.  *OUT gets its value or default. */
int given_take(const struct call *c, const char *text, const char **out,
	       struct fault *fault);

/* given_clear empties the table `given`.  given_load checks the parameters that
 * PATTERNS describe, and adds them to the table.  PATTERNS ends with NULL, or
 * is NULL. */
int given_clear(const struct call *c, struct fault *fault);
int given_load(const struct call *c, const char *const *patterns,
	       struct fault *fault);

#endif

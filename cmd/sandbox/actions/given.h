/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The parameters of a recipe: their forms, and its lists in the table `given`
 * (state/schema.h).
 *
 * A text describes a parameter: signs, its name or pattern, `:` and the values
 * that it may have, separated by `|`, `=` and its default.  Signs are ! for one
 * that must be there, ? for true or false, # for a number, and @ for an id of
 * the kind whose parameter the name ends with.
 */
#ifndef GIVEN_H
#define GIVEN_H

#include "call/call.h"
#include "kinds/shared_kind.h"

/* Parameters of TagSpecification and BlockDeviceMapping, up to a NULL; and the
 * rules for their form.  In given_tag_forms, ?1 has the types that may be
 * tagged, separated by `|`. */
extern const char *const given_tags[], *const given_devices[];
extern const struct rule given_tag_forms[], given_device_forms[];

/* Rules: the snapshots of the devices exist and are completed. */
#define GIVEN_SNAPSHOTS \
	{ FAULT_SNAPSHOT_NOT_FOUND, \
"SELECT 'The snapshot ''' || wanted || ''' does not exist' FROM (SELECT " \
"snapshot AS wanted FROM given_device WHERE snapshot <> '') WHERE NOT EXISTS " \
"(SELECT 1 FROM snapshot WHERE id = wanted AND region = ?3 AND " \
SHARED_VISIBLE("snapshot") ")" }, \
	{ FAULT_INCORRECT_STATE, \
"SELECT 'The snapshot ' || id || ' is not completed' FROM snapshot " \
"WHERE id IN (SELECT snapshot FROM given_device) AND state <> 'completed'" }

/* Whether one of TEXTS, up to a NULL, describes the parameter NAME; false for
 * NULL. */
bool given_among(const char *const *texts, const char *name);

/* Reads the parameter that TEXT describes, and checks its form. */
int given_take(const struct call *c, const char *text, const char **out,
	       struct fault *fault);

/* Adds the parameters that PATTERNS, up to a NULL, describe to the table, and
 * checks their form.  given_clear empties the table first. */
int given_clear(const struct call *c, struct fault *fault);
int given_load(const struct call *c, const char *const *patterns,
	       struct fault *fault);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds and shows things; the code is the same for all kinds.
 *
 * A thing that the caller may not see counts as missing.
 */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include "call/filter.h"
#include "call/listing.h"

/* The columns of a statement before those of the elements. */
enum { DESCRIBE_NUMBER, DESCRIBE_ID, DESCRIBE_OWNER, DESCRIBE_ELEMENTS };

/* Starts the statement of the things that the caller may see and for which
 * WHERE holds, with VALUE as ?4. */
int describe_start(struct sql *q, const struct call *c,
		   const struct kind *kind, const char *where,
		   const char *value, struct fault *fault);

/* Runs a Describe… action: writes the set of the kind, with the things that the
 * request's names, selectors and filters select, a page at a time. */
int describe_run(struct call *c, const struct kind *kind,
		 struct fault *fault);

/* The pattern of a list's parameter that a kind names; false for NULL. */
enum { DESCRIBE_PATTERN = 64 };

bool describe_pattern(const char *name, char out[DESCRIBE_PATTERN]);

/* Writes the elements of one thing, which must exist. */
int describe_one(struct call *c, const struct kind *kind, const char *id,
		 struct fault *fault);

/* Finds the caller's own thing whose column KEY has VALUE.  OUT gets its id,
 * or "" if no thing has it. */
int describe_find(const struct call *c, const struct kind *kind,
		  const char *key, const char *value, char out[ID_SIZE],
		  struct fault *fault);

/* Like describe_find, by the thing's id; the thing must exist. */
int describe_own(const struct call *c, const struct kind *kind,
		 const char *id, struct fault *fault);

/* The list that the parameter Attribute names, of those up to a NULL. */
int describe_attribute(const struct call *c, const struct list *const *lists,
		       const struct list **out, struct fault *fault);

/* Refuses an id that does not have the kind's form. */
int describe_check_id(const struct kind *kind, const char *id,
		      struct fault *fault);

/* Refuses with "The volume 'IDS' does not exist", for COUNT ids. */
int describe_missing(const struct kind *kind, const char *ids, size_t count,
		     struct fault *fault);

/* Refuses ids of the request, in the list LIST, that do not exist. */
int describe_check_named(const struct call *c, const struct kind *kind,
			 const struct call_list *list, bool other,
			 struct fault *fault);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds and shows resources.  The same code serves all kinds of resources.
 *
 * A resource that the caller may not see counts as missing.
 */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include "call/filter.h"
#include "call/listing.h"

/* The columns that a statement of describe_start has.  The columns for the XML
 * elements of the reply come last. */
enum { DESCRIBE_NUMBER, DESCRIBE_ID, DESCRIBE_OWNER, DESCRIBE_ELEMENTS };

/* Starts a statement that selects the resources which the caller may see and
 * for which WHERE holds.  VALUE is ?4 in WHERE. */
int describe_start(struct sql *q, const struct call *c, const struct kind *kind,
		   const char *where, const char *value, struct fault *fault);

/* Runs a Describe... action: writes the resources, or a page of the resources,
 * that the request selects by ids, names, owners, users and filters. */
int describe_run(struct call *c, const struct kind *kind, struct fault *fault);

/* Writes the pattern of the list parameter NAME, such as ImageId.N, to OUT.
 * Returns false if NAME is NULL. */
enum { DESCRIBE_PATTERN = 64 };

bool describe_pattern(const char *name, char out[DESCRIBE_PATTERN]);

/* Writes the elements of a resource that exists and belongs to the caller. */
int describe_one(struct call *c, const struct kind *kind, const char *id,
		 struct fault *fault);

/* Finds the caller's own resource whose column KEY has VALUE.  OUT gets the
 * resource's id, or "" if the caller sees no such resource.  Refuses the
 * request if the resource belongs to another account. */
int describe_find(const struct call *c, const struct kind *kind,
		  const char *key, const char *value, char out[ID_SIZE],
		  struct fault *fault);

/* Refuses the request unless the caller owns a resource with this id. */
int describe_own(const struct call *c, const struct kind *kind,
		 const char *id, struct fault *fault);

/* Finds the list that the parameter Attribute names.  A NULL ends LISTS. */
int describe_attribute(const struct call *c, const struct list *const *lists,
		       const struct list **out, struct fault *fault);

/* Refuses the request if ID does not have the form of the kind's ids. */
int describe_check_id(const struct kind *kind, const char *id,
		      struct fault *fault);

/* Refuses the request, for example with "The volume 'ID' does not exist". */
int describe_missing(const struct kind *kind, const char *id,
		     struct fault *fault);

/* Refuses the request if a resource in LIST does not exist, or if its id is
 * malformed.  LIST has ids or, with BY_NAME, names. */
int describe_check_named(const struct call *c, const struct kind *kind,
			 const struct call_list *list, bool by_name,
			 struct fault *fault);

#endif

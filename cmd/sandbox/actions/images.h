/* SPDX-License-Identifier: BSD-2-Clause */
/* Rules for images, and actions for their attributes, deprecation and
 * deregistration.  The argument of a rule is SQL for the image's id or a name.
 * In a rule, ?2 is the caller's account and ?3 is the region. */
#ifndef IMAGES_H
#define IMAGES_H

#include "actions/recipe.h"
#include "kinds/shared_kind.h"

/* Rules: the image is available.  The caller needs no permission for it. */
#define IMAGES_EXISTS(id) \
	{ FAULT_AMI_NOT_FOUND, \
"SELECT 'The image id ''[' || " id " || ']'' does not exist' WHERE NOT EXISTS " \
"(SELECT 1 FROM image WHERE id = " id " AND region = ?3)" }, \
	{ FAULT_AMI_UNAVAILABLE, \
"SELECT CASE state WHEN 'pending' THEN 'The AMI ID ''' || " id " || ''' is " \
"currently pending and may not be used for this operation' ELSE " \
"'The image id ''[' || " id " || ']'' is no longer available' END " \
"FROM image WHERE id = " id " AND state <> 'available'" }

#define IMAGES_OWN(id) IMAGES_EXISTS(id), \
	{ FAULT_AUTH_FAILURE, \
"SELECT 'Not authorized for image:' || id FROM image WHERE id = " id " AND " \
"owner <> ?2" }

/* Rules: the caller must see the image and own it. */
#define IMAGES_SEEN_OWN(id) \
	{ FAULT_AMI_NOT_FOUND, \
"SELECT 'The image id ''[' || id || ']'' does not exist' FROM image " \
"WHERE id = " id " AND NOT (" SHARED_VISIBLE("image") ")" }, IMAGES_OWN(id)

#define IMAGES_NAME_FORM(name) \
	{ FAULT_AMI_NAME_MALFORMED, \
"SELECT 'AMI names must be between 3 and 128 characters long, and may contain " \
"letters, numbers, and ( ) [ ] . / - '' @ _ and space' WHERE length(" name ") " \
"NOT BETWEEN 3 AND 128 OR " name " GLOB '*[^][a-zA-Z0-9 ()./''@_-]*'" }

#define IMAGES_NAME_TAKEN(name) \
	{ FAULT_AMI_NAME_DUPLICATE, \
"SELECT 'AMI name ' || name || ' is already in use by AMI ' || id FROM image " \
"WHERE owner = ?2 AND name = " name " AND region = ?3 AND state IN " \
"('available', 'pending')" }

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The table of a kind of resources, which says how we store, seed, show and
 * filter them.
 *
 * In SQL for replies, ?2 is the caller's account, and ?3 is the region of the
 * request.  In a list, ?1 is the id of the resource, and ?4 is its owner.  In a
 * list within a list, ?5 is the first column of the outer list's row.  Outside
 * lists, ?5 is the time, and ?6 the endpoint's URL.
 */
#ifndef KIND_H
#define KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "message/fault.h"

/* The ways to split an element of a seed's list.  KIND_WHOLE does not split the
 * element.  KIND_PAIR splits KEY=VALUE.  KIND_PARTS splits KEY=PART:PART:...
 * KIND_DEVICE splits DEVICE=VIRTUAL_NAME, and also DEVICE=PART:PART:... for a
 * volume. */
enum kind_parts { KIND_WHOLE, KIND_PAIR, KIND_DEVICE, KIND_PARTS };

/* A field of a seed.  A field with `insert` is a list, and has no column in
 * SQLite. */
struct column {
	const char *field;	/* name in a seed */
	const char *name;	/* name in SQLite; NULL means `field` */
	const char *fallback;	/* default, or NULL for a required field */
	const char *form;	/* see seed_kinds_form; NULL allows any text */
	const char *refers;	/* kind of the ids in this field, or NULL */
	bool is_unique;		/* two resources may share only the value "" */
	enum kind_parts parts;
	const char *insert;	/* SQL that stores an element; ?1 is the
				 * resource's id; the parts begin at ?2 */
	const char *select;	/* SQL that returns a row for each element; ?1
				 * is the resource's id */
};

/* An element of a reply.  "name" is an element with the value of `sql`.  An
 * empty value leaves this element out.  "!name" is shown even if the value is
 * empty.  "<name" opens an element, and ">" closes it.  "<?name" opens an
 * element that is left out if all its values are empty.  Without a name, `sql`
 * is only for a filter or for ?5. */
struct element {
	const char *name;
	const char *sql;
	const char *filter;		/* name of the filter for the element */
	const struct list *list;	/* a list instead of `sql`, or NULL */
};

/* A list in a reply: the element `name`, with an <item> for each row. */
struct list {
	const char *name;		/* NULL: rows without <item>, or a list
					 * in an element, only for filters */
	bool single;			/* the list has one row and no <item> */
	bool optional;			/* no element if the list is empty */
	const char *from;		/* SQL that follows FROM */
	const struct element *elements;	/* ends with an empty element */
};

struct kind {
	const char *name;		/* name in a seed */
	const char *type;		/* type in tags, "elastic-ip"; NULL if
					 * the kind cannot have tags */
	const char *table;
	const char *extra;		/* SQL to run after CREATE TABLE */
	int fixed;			/* number of rows that `extra` inserts
					 * into every state; dumps omit them */
	const struct column *columns;	/* first the id; ends with NULL */

	const char *set;		/* element in replies, "volumeSet" */
	const char *parameter;		/* parameter for ids, "VolumeId" */
	const char *prefix;		/* prefix of ids, "vol-", or NULL */
	const char *key;		/* column that `parameter` selects by */
	const char *name_parameter;	/* parameter for names, "KeyName" */
	const char *name_column;	/* column with the names */
	const char *from;		/* SQL after FROM; its column `number`
					 * gives the order */
	const char *visible;		/* SQL that is true if the caller may
					 * see the resource */
	const char *hidden;		/* SQL that is true if a request must
					 * ask for the resource, or NULL */
	const char *include;		/* parameter that asks for hidden
					 * resources */
	bool shows_named;		/* ids and names ask for them too */
	const char *owners;		/* parameter for owners, "Owner.N" */
	const char *users;		/* parameter for users, "ExecutableBy.N" */
	bool owner_uses;		/* the owner counts as a user */
	long page_min;			/* smallest MaxResults; 0: no pages */
	enum fault_code malformed, missing, missing_name;
	const char *words;		/* name in messages, "volume ID" */
	bool brackets;			/* messages show ids in brackets */
	const struct element *elements;
	const char *unset;		/* filters that never match: "a|b" */
};

#endif

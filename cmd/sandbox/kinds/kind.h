/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A kind of thing, as a table: how we store, seed, show, filter and refuse it.
 *
 * Describing, filtering, paging, tagging, seeding and dumping have the same
 * code for all kinds.  An action has code of its own only for its rules.
 *
 * SQL in these tables may use ?1, the id of the thing; ?2, the caller's
 * account; ?3, the region of the request; ?4, the owner of the thing; ?5, in a
 * list within a list, the first column of the outer list's row.
 */
#ifndef KIND_H
#define KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "message/fault.h"

/* How an element of a seed's list is split into parts: not at all; KEY=VALUE;
 * DEVICE= and either a virtual name or a volume's parts, separated by `:`; or
 * KEY= and parts. */
enum kind_parts { KIND_WHOLE, KIND_PAIR, KIND_DEVICE, KIND_PARTS };

/* A column in SQLite and a field in a seed; or, with `insert`, a list that a
 * table of its own holds. */
struct column {
	const char *field;	/* name in a seed */
	const char *name;	/* name in SQLite; NULL: the same */
	const char *otherwise;	/* default; NULL: the field is required */
	const char *form;	/* see seed_kinds_form; NULL: any text */
	const char *refers;	/* kind that has a thing of this id */
	bool is_new;		/* no other thing has this value */
	enum kind_parts parts;
	const char *insert;	/* SQL: ?1 is the thing's id, then the parts */
	const char *select;	/* SQL: ?1 is the thing's id; a row is an
				 * element */
};

/* What a reply shows, from left to right.  "name" is an element with the text
 * of `sql`, left out if that is empty; "!name" is shown even then.  "<name"
 * opens an element, and ">" closes it; "<?name" opens one that is left out if
 * it would be empty.  A NULL name shows nothing, but may be a filter. */
struct element {
	const char *name;
	const char *sql;
	const char *filter;		/* name of a filter on the element */
	const struct list *list;	/* shown instead of `sql` */
};

/* The element NAME, with an <item> in it for each row. */
struct list {
	const char *name;		/* NULL: for filters only */
	bool single;			/* the list has one row, no <item> */
	const char *from;		/* SQL that follows FROM */
	const struct element *elements;	/* ends without a name and SQL */
};

struct kind {
	const char *name;		/* name in a seed */
	const char *type;		/* type in tags; NULL: it has no tags */
	const char *table;
	const char *extra;		/* further statements of the schema */
	int fixed;			/* number of rows in every state */
	const struct column *columns;	/* the id first; ends with NULL */

	const char *set;		/* in replies: "volumeSet" */
	const char *parameter;		/* in requests: "VolumeId" */
	const char *prefix;		/* prefix of ids, "vol-"; NULL: any */
	const char *key;		/* the column that `parameter` names */
	const char *other, *other_key;	/* parameter that selects by name */
	const char *from;		/* SQL of all things, with `number` */
	const char *visible;		/* SQL: who may see a thing */
	const char *hidden;		/* SQL: hidden unless named; ?5: now */
	const char *owners, *users;	/* parameters: owner, user */
	bool owner_uses;		/* `users` also selects own things */
	long page_min;			/* elements of the smallest page */
	enum fault_code malformed, missing, other_missing;
	const char *words;		/* for messages: "volume ID" */
	bool brackets;			/* EC2 puts missing ids in brackets */
	const struct element *elements;
	const char *unset;		/* "a|b": filters that match nothing */
};

#endif

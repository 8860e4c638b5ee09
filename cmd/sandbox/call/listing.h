/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows of the state as elements of a reply.
 *
 * A layout, a list that ends with a NULL, says what becomes of a row's columns
 * from left to right.  "name" writes an element with the next column's text,
 * unless that is empty; "!name" writes it even then.  "<name" opens an element;
 * "<?name" does so unless all columns in it are empty; ">" closes one.
 */
#ifndef LISTING_H
#define LISTING_H

#include <stdbool.h>

#include "call/call.h"

enum { LISTING_LAYOUT_MAX = 24 };

/* A part of an element: the layout of its row's next columns, then a list. */
struct listing_step {
	const char *layout[LISTING_LAYOUT_MAX];
	const struct listing *list;
	bool last;
};

/* The element NAME, with an <item> in it for each row of SQL.  ?1 is the id of
 * the thing, here and in the lists of the steps. */
struct listing {
	const char *name;		/* NULL: no such element */
	bool single;			/* one row, and no <item> */
	const char *sql;
	const struct listing_step *steps;
};

#define LISTING_STEPS(...) ((const struct listing_step[]){ __VA_ARGS__ })

/* The steps of a listing that has one. */
#define LISTING_COLUMNS(...) \
	LISTING_STEPS({ .layout = { __VA_ARGS__, NULL }, .last = true })

int listing_write(struct call *c, const struct listing *list, const char *id,
		  struct fault *fault);

#endif

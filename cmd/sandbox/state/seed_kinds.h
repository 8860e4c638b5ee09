/* SPDX-License-Identifier: BSD-2-Clause */
/* The kinds of lines that a state in text has, and their fields. */
#ifndef SEED_KINDS_H
#define SEED_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { SEED_FIELDS_MAX = 32 };

/* How an element of a list is split into parts: not at all; KEY=VALUE; or
 * DEVICE= and either a virtual name or a volume's parts, separated by `:`. */
enum seed_parts { SEED_WHOLE, SEED_PAIR, SEED_DEVICE };

/* A field holds one value, a column of its line's row, or (with `insert`) a
 * list. */
struct seed_field {
	const char *name;
	const char *otherwise;	/* its default; NULL: it must be there */
	const char *form;	/* see seed_kinds_form; NULL: any text */
	const char *refers;	/* a statement that has a row if ?1, the value,
				 * exists already */
	bool is_new;		/* the value must not exist */
	enum seed_parts parts;
	const char *insert;	/* ?1 the first field, then the parts */
	const char *select;	/* ?1 the first field; a row for an element */
};

/* `insert` takes the fields that are no lists as ?1, ?2, …, in their order;
 * `select` has the same as its columns. */
struct seed_kind {
	const char *name;
	const char *before;	/* takes the same, and runs first */
	const char *insert, *select;
	struct seed_field fields[SEED_FIELDS_MAX];	/* NULL name ends */
};

/* In the order in which they refer to each other; ends with a NULL name. */
extern const struct seed_kind seed_kinds[];

/* Whether VALUE has the form: "#12" digits, "ami-" an id, "a|b" one of those,
 * or one of the words time, number, name, key, secret. */
bool seed_kinds_form(const char *form, const char *value);

/* The words of an error about a value of another form: "is not ...". */
const char *seed_kinds_words(const char *form);

/* Appends a list of all kinds and their fields, for -h. */
void seed_kinds_help(struct buf *out);

#endif

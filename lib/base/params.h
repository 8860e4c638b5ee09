/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The parameters of a request: names and values in the order they were
 * added.  Lists follow the EC2 Query API's form, `Name.1`, `Name.2`, ….
 *
 * Strings returned point into the list and are valid until the next change.
 * The struct starts as `= {0}`.
 */
#ifndef PARAMS_H
#define PARAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/err.h"

/* For how many lists we remember the last number, and the longest name of such
 * a list. */
enum { PARAMS_LISTS = 4, PARAMS_LIST_NAME = 96 };

struct params_list {
	char name[PARAMS_LIST_NAME];
	size_t last;	/* largest N in the first `upto` parameters */
	size_t upto;	/* how many parameters were searched for N */
};

struct params {
	struct param *items;
	size_t len, cap;
	struct buf text;	/* every name and value, each with its NUL */
	struct params_list lists[PARAMS_LISTS];
	size_t oldest;		/* index in `lists` of the entry to replace
				 * next */
};

/* Copies both strings.  A name may be added twice. */
int params_add(struct params *p, const char *name, const char *value,
	       struct err *err);

/* Like params_add, with a name made from a format. */
int params_addf(struct params *p, const char *value, struct err *err,
		const char *format, ...) ATTR_PRINTF(4, 5);

/* Sets the first parameter of that name, or adds it. */
int params_set(struct params *p, const char *name, const char *value,
	       struct err *err);

/* Appends all of FROM. */
int params_copy(struct params *p, const struct params *from,
		struct err *err);

/* The I-th name and value, 0 <= I < len. */
const char *params_name(const struct params *p, size_t i);
const char *params_value(const struct params *p, size_t i);

/* The value of the first parameter of that name, or NULL. */
const char *params_get(const struct params *p, const char *name);

/* The number that the next element of the list LIST gets: one more than the
 * largest N of a name `LIST.N` or `LIST.N.…`.  Filling a list takes linear
 * time. */
size_t params_next(struct params *p, const char *list);

/* Empties the list, and keeps its memory unless that is large. */
void params_clear(struct params *p);
void params_release(struct params *p);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* The parameters of a request: names and values in the order in which they were
 * added.  The elements of a list have the names that the EC2 Query API expects:
 * `Name.1`, `Name.2`, ….
 *
 * A string that one of these functions returns is valid until the parameters
 * change.  Initialize struct params with `= { 0 }`. */
#ifndef PARAMS_H
#define PARAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/err.h"

/* PARAMS_LISTS is the number of lists whose largest element number is cached.
 * PARAMS_LIST_NAME is the size of the buffer for a cached list's name. */
enum { PARAMS_LISTS = 4, PARAMS_LIST_NAME = 96 };

struct params_list {
	char name[PARAMS_LIST_NAME];	/* name of a cached list, or "" */
	size_t last;	/* largest element number among the first `upto`
			 * parameters */
	size_t upto;	/* number of parameters that `last` covers */
};

struct params {
	struct param *items;
	size_t len, cap;
	struct buf text;	/* all names and values, each followed by a
				 * NUL */
	struct params_list lists[PARAMS_LISTS];
	size_t oldest;		/* index in `lists` of the entry to replace
				 * next */
};

/* Adds a parameter.  Copies NAME and VALUE, which must not be strings of P.
 * Two parameters may have the same name. */
int params_add(struct params *p, const char *name, const char *value,
	       struct err *err);

/* Does the same as params_add, but formats the name.  Fails if the name has
 * more than 255 bytes. */
int params_addf(struct params *p, const char *value, struct err *err,
		const char *format, ...) ATTR_PRINTF(4, 5);

/* Sets the value of the first parameter called NAME.  Adds a parameter if the
 * name is new. */
int params_set(struct params *p, const char *name, const char *value,
	       struct err *err);

/* Appends copies of all parameters of FROM. */
int params_copy(struct params *p, const struct params *from, struct err *err);

/* params_name returns the name of parameter I, and params_value returns its
 * value.  I must be less than `len`. */
const char *params_name(const struct params *p, size_t i);
const char *params_value(const struct params *p, size_t i);

/* Returns the value of the first parameter called NAME, or NULL if P does not
 * have such a parameter. */
const char *params_get(const struct params *p, const char *name);

/* Returns the number for the next element of the list called LIST: one more
 * than the largest N of any name `LIST.N` or `LIST.N.…`.  The result is usually
 * cached, so that filling a list takes linear time. */
size_t params_next(struct params *p, const char *list);

/* params_clear removes all parameters but usually keeps the memory for reuse.
 * params_release frees everything. */
void params_clear(struct params *p);
void params_release(struct params *p);

#endif

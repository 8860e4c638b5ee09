/* SPDX-License-Identifier: BSD-2-Clause */
/* A signed request on its way through an action, and its parameters. */
#ifndef CALL_H
#define CALL_H

#include <stdbool.h>
#include <stddef.h>

#include "fault.h"
#include "params.h"
#include "reply.h"
#include "state.h"

/* All borrowed. */
struct call {
	struct state *state;
	const struct params *params;
	const char *account;		/* the caller's id */
	struct reply *reply;
};

/* Whether NAME has the form of PATTERN, a parameter's name in which N stands
 * for a number; *N gets it, or 0 when there is none. */
bool call_matches(const char *pattern, const char *name, long *n);

/* The values of a list in the order of their numbers; starts as `= {0}`. */
struct call_list {
	struct call_item { long n; const char *value; } *items;
	size_t len;
};

int call_list(const struct call *c, const char *pattern,
	      struct call_list *out, struct fault *fault);
void call_list_release(struct call_list *list);

/* The value of a parameter that must be there. */
int call_need(const struct call *c, const char *name, const char **out,
	      struct fault *fault);

/* true or false; false when it is not there. */
int call_bool(const struct call *c, const char *name, bool *out,
	      struct fault *fault);

/* An id of the form PREFIX and 8 or 17 lower-case hex digits. */
bool call_is_id(const char *id, const char *prefix);

/* sql_end and sql_run with a fault. */
int call_sql_end(struct sql *q, struct fault *fault);
int call_sql(const struct call *c, const char *text,
	     const char *const *values, struct fault *fault);

#endif

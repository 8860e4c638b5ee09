/* SPDX-License-Identifier: BSD-2-Clause */
/* A request that an action carries out, and its parameters. */
#ifndef CALL_H
#define CALL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"
#include "base/params.h"
#include "message/fault.h"
#include "message/markup.h"
#include "state/state.h"
#include "values/id.h"
#include "values/keypair.h"

/* A request in progress.  All pointers are borrowed. */
struct call {
	struct state *state;
	struct digest *digest;
	const struct params *params;
	const struct keypair *key;	/* new RSA key pair, or empty */
	const char *account;		/* the caller's account id */
	const char *arn;		/* the caller's ARN, for STS */
	const char *region;		/* region of the request */
	const char *endpoint;		/* the sandbox's URL for clients */
	const char *time;		/* now: "2010-03-01T00:00:00.000Z" */
	long long now_ms;		/* now: milliseconds since 1970 */
	bool instant;			/* states such as pending end at once */
	bool is_sts;			/* the request is signed for STS */
	bool roll_back;			/* discard the changes, for -f */
	bool keeps_changes;		/* keep them even after a refusal */
	struct markup *out;
};

/* Returns whether NAME matches PATTERN, a parameter's name in which each part
 * `N` matches a number of up to six digits.  NAME may end before a last `.N` of
 * PATTERN.  PATTERN ends before its first `:` or `=`.  If NAME matches, *N and
 * *M get the first and the second number, or 0.  M may be NULL. */
bool call_matches(const char *pattern, const char *name, long *n, long *m);

/* The values of a list, such as Filter.N.Value.M, sorted by N and then by M.
 * The numbers may begin anywhere and have gaps.  An empty value counts as
 * missing, except in a filter.  Initialize this struct with `= { 0 }`. */
struct call_list {
	struct call_item { long n, m; const char *value; } *items;
	size_t len;
};

int call_list(const struct call *c, const char *pattern,
	      struct call_list *out, struct fault *fault);
void call_list_release(struct call_list *list);

/* Returns whether one of the first N values is VALUE. */
bool call_list_has(const struct call_list *list, size_t n, const char *value);

/* Sets *OUT to the value of a parameter.  Fails if it is missing or empty. */
int call_need(const struct call *c, const char *name, const char **out,
	      struct fault *fault);

/* Returns the value of a parameter, or FALLBACK if it is missing or empty. */
const char *call_text(const struct call *c, const char *name,
		      const char *fallback);

/* Reads true or false.  A missing or empty parameter counts as false. */
int call_bool(const struct call *c, const char *name, bool *out,
	      struct fault *fault);

/* Reads a number from MIN to MAX.  A missing or empty parameter keeps *OUT. */
int call_number(const struct call *c, const char *name, long min, long max,
		long *out, struct fault *fault);

/* Makes a hash, in hex, of the account and the parameters.  Leaves out those of
 * paging and, except Action, those that every request may have. */
enum { CALL_HASH_SIZE = 65 };

int call_hash(const struct call *c, char out[CALL_HASH_SIZE],
	      struct fault *fault);

/* Returns whether every request may have a parameter called NAME. */
bool call_is_common(const char *name);

int call_new_id(const char *prefix, char out[ID_SIZE], struct fault *fault);

/* A rule.  If `sql` returns a row, the request is refused, and the row's first
 * column is the message. */
struct rule {
	enum fault_code code;
	const char *sql;
};

/* Refuses the request if one of RULES returns a row.  The first such rule sets
 * FAULT.  A rule without SQL ends the table. */
int call_rules(const struct call *c, const struct rule *rules,
	       const char *const *values, struct fault *fault);

/* Like sql_run, sql_exists and sql_end, but with a struct fault.  If RC is -1,
 * the caller has set FAULT already, and call_sql_end leaves it unchanged. */
int call_sql_end(struct sql *q, int rc, struct fault *fault);
int call_exists(const struct call *c, const char *text,
		const char *const *values, bool *found, struct fault *fault);
int call_sql(const struct call *c, const char *text,
	     const char *const *values, struct fault *fault);

#endif

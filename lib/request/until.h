/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The state that --wait waits for.  The run repeats a read until all resources
 * that a write made or changed are in this state, or until the wait fails.
 */
#ifndef UNTIL_H
#define UNTIL_H

#include "base/buf.h"
#include "reply/answer.h"

/* Times in milliseconds.  UNTIL_FIRST_MS is the wait before the first read.
 * The wait doubles for each further read, up to UNTIL_MOST_MS.  A new resource
 * may be unknown for UNTIL_UNKNOWN_MS. */
enum {
	UNTIL_FIRST_MS = 1000,
	UNTIL_MOST_MS = 15 * 1000,
	UNTIL_UNKNOWN_MS = 60 * 1000,
};

struct until {
	const char *action;	/* action of the read */
	const char *items;	/* path of the items in the read's reply */
	const struct answer_rule *rule;	/* the rule for the read's reply; the
					 * fields set, resources, id and ids are
					 * required */
	const char *from;	/* path of the ids in the write's reply, or NULL
				 * if the ids are the write's own list
				 * rule->ids */
	const char *state;	/* path of the state, below a resource */
	const char *good;	/* the state to wait for */
	const char *bad;	/* the states in which the wait fails, such as
				 * "a|b", or NULL */
	const char *before;	/* the bad state of resources before the write,
				 * or NULL; a read may still show this state
				 * until UNTIL_UNKNOWN_MS have passed */
	const char *reason;	/* path of the reason for a bad state, below a
				 * resource; or NULL */
	bool gone_holds;	/* a resource that no longer exists counts as
				 * good */
};

/* The state of a wait.  Initialize this struct with `= { 0 }`. */
struct watch {
	struct answer answer;	/* checks the reply to the current read */
	long long begun_ms, until_ms;
	int looks;
	size_t good, others;	/* number of resources in the wanted state, and
				 * in other states that are not bad */
	struct buf failures;	/* texts of the failures, each followed by a
				 * NUL */
};

#endif

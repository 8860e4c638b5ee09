/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The state that --wait waits for: a read, repeated until everything that a
 * write made or changed is in that state.
 */
#ifndef UNTIL_H
#define UNTIL_H

#include "base/buf.h"
#include "reply/answer.h"

/* Between two looks: at first, then twice as long each time, at most; and how
 * long a thing may be unknown after it was made. */
enum {
	UNTIL_FIRST_MS = 1000,
	UNTIL_MOST_MS = 15 * 1000,
	UNTIL_UNKNOWN_MS = 60 * 1000,
};

struct until {
	const char *action;	/* the read */
	const char *items;	/* path of its reply's items */
	const struct answer_rule *rule;	/* of the read: its set, things, id and
					 * ids are needed */
	const char *from;	/* path of the ids in the write's reply; NULL:
				 * they are the write's own list rule->ids */
	const char *state;	/* path of the state, below a thing */
	const char *good;	/* the state to wait for */
	const char *bad;	/* states that it never leaves: "a|b"; or
				 * NULL */
	const char *before;	/* one of the bad states, in which things were
				 * before the write: until UNTIL_UNKNOWN_MS
				 * have passed, a read may still show it; or
				 * NULL */
	const char *reason;	/* path of the reason of a bad state */
	bool gone_holds;	/* a thing that is not there is in it too */
};

/* A wait under way.  Start as `= {0}`. */
struct watch {
	struct answer answer;	/* to the look under way */
	long long begun_ms, until_ms;
	int looks;
	size_t good, others;	/* things that the look found */
	struct buf failures;	/* texts, each with NUL */
};

#endif

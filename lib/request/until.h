/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The state that --wait waits for: a read, repeated until everything that a
 * write made or changed is in that state.
 */
#ifndef UNTIL_H
#define UNTIL_H

#include "base/buf.h"
#include "reply/answer.h"

/* Milliseconds between two looks, at first and at most (the wait doubles each
 * time); and how long a thing may be unknown after it was made. */
enum {
	UNTIL_FIRST_MS = 1000,
	UNTIL_MOST_MS = 15 * 1000,
	UNTIL_UNKNOWN_MS = 60 * 1000,
};

struct until {
	const char *action;	/* the read */
	const char *items;	/* path of the items in the read's reply */
	const struct answer_rule *rule;	/* the rule of the read; must have set,
					 * things, id and ids */
	const char *from;	/* path of the ids in the write's reply; NULL:
				 * they are the write's own list rule->ids */
	const char *state;	/* path of the state, below a thing */
	const char *good;	/* the state to wait for */
	const char *bad;	/* states that a thing never leaves, "a|b"; or
				 * NULL */
	const char *before;	/* the bad state that things had before the
				 * write, or NULL: a read may still show it
				 * until UNTIL_UNKNOWN_MS have passed */
	const char *reason;	/* path of the reason of a bad state */
	bool gone_holds;	/* a thing that no longer exists counts as
				 * good */
};

/* A wait under way.  Start as `= {0}`. */
struct watch {
	struct answer answer;	/* judges the look under way */
	long long begun_ms, until_ms;
	int looks;
	size_t good, others;	/* things in the wanted state, and things in
				 * other states */
	struct buf failures;	/* texts, each with NUL */
};

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The page that a browser sees: the state and the last requests.
 *
 * It is read-only, has no script, and loads nothing from elsewhere; its
 * Content-Security-Policy makes the browser enforce that.
 */
#ifndef PAGE_H
#define PAGE_H

#include <time.h>

#include "base/digest.h"
#include "message/request.h"
#include "state/state.h"

/* The last requests, who made them and how they ended. */
enum { HISTORY_MAX = 50 };

struct history_entry {
	time_t time;
	char account[16], action[64];
	char end[64];		/* "OK" or a code */
	unsigned int status;
	enum response_fate fate;
};

/* Starts as `= {0}`. */
struct history {
	struct history_entry entries[HISTORY_MAX];
	size_t count;		/* number of all requests so far */
};

void page_history_add(struct history *h, const struct response *answer,
		      time_t now);

/* All borrowed. */
struct page {
	struct state *state;
	const struct history *history;
	struct digest *digest;
	const char *whole;	/* the list to show in full; or NULL */
	time_t now;
};

int page_write(const struct page *page, struct response *out, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A page for browsers, with the accounts, AMIs, instances and last requests.
 *
 * The page is read-only.  Its Content-Security-Policy forbids scripts, and
 * loading other files.
 */
#ifndef PAGE_H
#define PAGE_H

#include <time.h>

#include "base/digest.h"
#include "message/request.h"
#include "state/state.h"

/* The largest number of requests that the history keeps. */
enum { HISTORY_MAX = 50 };

struct history_entry {
	time_t time;
	char account[16], action[64];
	char end[64];		/* "OK", or the code of an error */
	unsigned int status;
	enum response_fate fate;
};

/* The last requests.  Initialize this struct with `= { 0 }`. */
struct history {
	struct history_entry entries[HISTORY_MAX];
	size_t count;		/* number of requests since the start */
};

void page_history_add(struct history *h, const struct response *answer,
		      time_t now);

/* The content of a page.  All pointers are borrowed. */
struct page {
	struct state *state;
	const struct history *history;
	struct digest *digest;
	const char *whole;	/* id of the section to show in full, or NULL */
	time_t now;
};

int page_write(const struct page *page, struct response *out, struct err *err);

#endif

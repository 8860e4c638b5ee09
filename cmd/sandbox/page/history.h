/* SPDX-License-Identifier: BSD-2-Clause */
/* The last requests, who made them and how they ended. */
#ifndef HISTORY_H
#define HISTORY_H

#include <stddef.h>
#include <time.h>

#include "message/response.h"

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
	size_t count;		/* of all requests, ever */
};

void history_add(struct history *h, const struct response *answer, time_t now);

/* The I-th entry, the newest first, from 0; NULL if there are fewer. */
const struct history_entry *history_get(const struct history *h, size_t i);

#endif

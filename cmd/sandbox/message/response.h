/* SPDX-License-Identifier: BSD-2-Clause */
/* The answer to a request, and what is known about the request by then. */
#ifndef RESPONSE_H
#define RESPONSE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"
#include "message/request.h"

/* How an answer is sent: whole, not at all (the connection is reset), or its
 * first half only. */
enum response_fate { RESPONSE_WHOLE, RESPONSE_RESET, RESPONSE_TRUNCATED };

/* Starts as `= {0}`. */
struct response {
	unsigned int status;
	struct params headers;
	struct buf body;
	enum response_fate fate;
	bool undo;		/* the change is lost with the answer */

	char id[REQUEST_ID_SIZE];
	char account[16];	/* the caller's id; "" if unknown */
	char region[64];
	char action[64];
	const char *code;	/* of a refusal; NULL for a success */
};

void response_release(struct response *answer);

#endif

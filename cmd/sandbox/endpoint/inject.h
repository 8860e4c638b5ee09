/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Failures on purpose.  The sandbox draws random numbers for each API request
 * when the request is complete.  So the same requests in the same order, with
 * the same seed, have the same random failures.
 *
 * A request that is throttled or answered with an error is not carried out.
 * For a request whose answer is lost or cut, another draw decides with equal
 * chances whether the change is committed.  So a client that repeats a write
 * can meet both cases.
 */
#ifndef INJECT_H
#define INJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "message/request.h"

/* The settings of -f, and the state of the draws. */
struct inject {
	/* The chances of each failure, in millionths. */
	uint32_t throttle, error, reset, truncate;
	long delay_ms;			/* delay of answers in milliseconds */
	uint64_t state;			/* state of the random generator */
	/* The token bucket that limits the request rate, in millionths of a
	 * token.  A request takes one token. */
	uint64_t rate;			/* refill per second; 0: no limit */
	uint64_t burst, tokens;		/* size and content of the bucket */
	uint64_t filled_ms;		/* time of the last refill, or 0 */
};

struct inject_draw {
	bool is_throttled, is_error;
	bool is_committed;		/* the change is committed although the
					 * answer is lost or cut */
	enum response_fate fate;
};

/* Reads `throttle=P|RATE/BURST,error=P,reset=P,truncate=P,delay=TIME,seed=N`:
 * one or more parts in any order.  P is a chance.  Another text is a usage
 * error. */
int inject_parse(struct inject *out, const char *spec, struct err *err);

/* Draws the failures of the next request.  MS is the time in milliseconds of a
 * clock that never goes back. */
void inject_draw(struct inject *i, uint64_t ms, struct inject_draw *out);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The pace of a run: when its next request may be sent.
 *
 * There is no bound until the service asks for fewer requests in a quarter of
 * its answers.  From then on a token bucket bounds the rate.  The rate begins
 * at half of what was sent in the last second.  Every answer raises it: quickly
 * (it doubles in a second) until the service asks for fewer requests a second
 * time, and slowly after that, since the limit is known then.  While most
 * requests are answered, a refused one does not halve the rate: where another
 * program uses up the account's share, that would bring the run to a
 * standstill.
 *
 * Pure: the time is an argument, in milliseconds of a clock that never goes
 * back.  Starts as `= {0}`.
 */
#ifndef PACE_H
#define PACE_H

#include <stdbool.h>

struct pace {
	double rate;		/* requests a second; 0: no bound */
	double tokens;		/* requests that may be sent at once */
	long long filled_ms;	/* when `tokens` was brought up to date */
	long long cut_ms;	/* when the rate was last halved */
	double refused;		/* the share of recent answers that ask for
				 * fewer requests */
	bool known;		/* the rate was cut more than once, so the limit
				 * is known */
	long long second;	/* the second that `sent` counts */
	unsigned sent, sent_before;	/* requests sent in that second, and in
					 * the second before */
};

/* Milliseconds until a request may be sent; 0: now. */
long pace_wait_ms(struct pace *p, long long now_ms);

/* Counts a request that is sent. */
void pace_sent(struct pace *p, long long now_ms);

/* Counts an answer that did not ask for fewer requests. */
void pace_answered(struct pace *p);

/* Counts an answer that asked for fewer requests.  It slows the pace only if
 * its request was sent, at SENT_MS, after the pace last became slower: an
 * earlier one says nothing new.  Returns whether the rate is halved. */
bool pace_throttled(struct pace *p, long long sent_ms, long long now_ms);

#endif

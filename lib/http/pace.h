/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The pace of a run: when its next request may be sent.
 *
 * Nothing bounds it until the service asks for fewer requests in a quarter of
 * its answers.  From then on a token bucket does: half as many a second as
 * were sent, and more again with every answer, quickly (doubled in a second)
 * until the service asks a second time, slower after that, since the limit is
 * then known.  A request that is refused now and then, while most are
 * answered, slows the run a little only: halving for each would bring it to a
 * standstill where another program uses up the account's share.
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
	double refused;		/* the part of recent answers that ask for fewer
				 * requests */
	bool known;		/* the rate was cut more than once, so the limit
				 * is known */
	long long second;	/* the one in which `sent` requests were sent */
	unsigned sent, sent_before;	/* in this second, and the one before */
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

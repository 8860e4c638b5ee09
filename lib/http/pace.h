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
	long long filled_ms;	/* when `tokens` was right */
	long long cut_ms;	/* when the rate was last halved */
	double refused;		/* the part of the answers, of late, that ask
				 * for fewer requests */
	bool known;		/* halved more than once */
	long long second;	/* of `sent` */
	unsigned sent, sent_before;	/* in this second, and the one before */
};

/* Milliseconds until a request may be sent; 0: now. */
long pace_wait_ms(struct pace *p, long long now_ms);

/* One is sent. */
void pace_sent(struct pace *p, long long now_ms);

/* One was answered, other than by a request for fewer. */
void pace_answered(struct pace *p);

/* One, sent at SENT_MS, was answered by a request for fewer.  Of those sent
 * before the pace last became slower none slows it again: they say nothing
 * new.  Returns whether it is halved. */
bool pace_throttled(struct pace *p, long long sent_ms, long long now_ms);

#endif

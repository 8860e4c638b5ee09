/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Limits the rate of requests by deciding when the run may send its next
 * request.
 *
 * The rate is unlimited until a quarter of the recent replies are throttling
 * errors.  From then on, a token bucket limits the rate, and each reply that is
 * not a throttling error raises the rate.  The rate starts at half of the
 * number of requests sent in the last second, and doubles within about a
 * second.  After the next reduction the rate rises slowly, because the
 * service's limit is known.
 *
 * Once the rate is limited, a throttling error reduces it by much less than
 * half if less than a quarter of the recent replies are throttling errors.
 * Halving the rate each time would nearly stop the run while another program
 * uses up the account's limit.  If the rate exceeds the number of requests sent
 * in the last second, each reduction starts from that number.
 *
 * The functions do not read the clock.  The caller passes the time in
 * milliseconds of a monotonic clock, and initializes the struct with `= { 0 }`.
 */
#ifndef PACE_H
#define PACE_H

#include <stdbool.h>

struct pace {
	double rate;		/* requests per second, or 0 for no limit */
	double tokens;		/* number of requests that may be sent now; may
				 * be below 0 */
	long long filled_ms;	/* time of the last update of `tokens` */
	long long cut_ms;	/* time of the last reduction of `rate` */
	double throttled;	/* share of throttling errors among the recent
				 * replies, from 0 to 1: a moving average */
	bool known;		/* the rate was reduced more than once, so it is
				 * close to the service's limit */
	long long second;	/* the second of the caller's clock for which
				 * `sent` counts requests */
	unsigned sent, sent_before;	/* number of requests sent in `second`
					 * and in the second before it */
};

/* Returns the milliseconds to wait before sending the next request, or 0 if the
 * run may send it now. */
long pace_wait_ms(struct pace *p, long long now_ms);

/* Counts a request that the caller sends now. */
void pace_sent(struct pace *p, long long now_ms);

/* Counts a reply that is not a throttling error. */
void pace_answered(struct pace *p);

/* Counts a throttling error.  SENT_MS is the time at which the request was
 * sent.  Reduces the rate only if the request was sent after the last
 * reduction, because the reply to an earlier request does not show whether that
 * reduction was sufficient.  Returns whether the rate was halved. */
bool pace_throttled(struct pace *p, long long sent_ms, long long now_ms);

#endif

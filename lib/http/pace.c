/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/pace.h"

/* The minimum rate in requests per second, so that a run always makes
 * progress. */
static const double rate_min = 1;

/* The increases of the rate with each reply that is not a throttling error.
 * While the service's limit is unknown, the rate doubles in about a second.
 * When the limit is known, the rate grows by about a fifth in a second. */
static const double growth_unknown = 0.7, growth_known = 0.2;

/* `reply_weight` is the weight of the latest reply in the moving average
 * `throttled`.  The rate is halved if `throttled` is at least
 * `halving_share`. */
static const double reply_weight = 1.0 / 24, halving_share = 1.0 / 4;

/* The bucket holds the tokens of this number of seconds at the current rate,
 * but at least one token. */
static const double burst_seconds = 0.05;

static void add_tokens(struct pace *p, long long now_ms)
{
	double most = p->rate * burst_seconds;

	if (most < 1)
		most = 1;
	p->tokens += p->rate * (double)(now_ms - p->filled_ms) / 1000;
	if (p->tokens > most)
		p->tokens = most;
	p->filled_ms = now_ms;
}

long pace_wait_ms(struct pace *p, long long now_ms)
{
	if (p->rate <= 0)
		return 0;
	add_tokens(p, now_ms);
	if (p->tokens >= 1)
		return 0;
	return (long)((1 - p->tokens) * 1000 / p->rate) + 1;
}

static void follow_second(struct pace *p, long long now_ms)
{
	long long second = now_ms / 1000;

	if (second == p->second)
		return;
	p->sent_before = second == p->second + 1 ? p->sent : 0;
	p->sent = 0;
	p->second = second;
}

void pace_sent(struct pace *p, long long now_ms)
{
	follow_second(p, now_ms);
	p->sent++;
	if (p->rate > 0)
		p->tokens -= 1;
}

void pace_answered(struct pace *p)
{
	p->throttled -= p->throttled * reply_weight;
	if (p->rate > 0)
		p->rate += p->known ? growth_known : growth_unknown;
}

/* Returns an estimate of the number of requests sent in the last 1000 ms. */
static double sent_lately(struct pace *p, long long now_ms)
{
	double rest = 1 - (double)(now_ms % 1000) / 1000;

	follow_second(p, now_ms);
	return p->sent + p->sent_before * rest;
}

static void slow_down(struct pace *p, long long now_ms)
{
	double used = sent_lately(p, now_ms);

	/* If the rate exceeds the number of requests that the run sent in the
	 * last second, reduce the rate to that number first. */
	if (p->rate <= 0 || used < p->rate)
		p->rate = used;
	if (p->throttled < halving_share)
		p->rate *= 1 - p->throttled * p->throttled;
	else
		p->rate /= 2;
	if (p->rate < rate_min)
		p->rate = rate_min;
	p->filled_ms = p->cut_ms = now_ms;
	p->tokens = 0;
}

bool pace_throttled(struct pace *p, long long sent_ms, long long now_ms)
{
	p->throttled += (1 - p->throttled) * reply_weight;
	if (p->rate > 0 ? sent_ms <= p->cut_ms : p->throttled < halving_share)
		return false;
	p->known = p->rate > 0;
	slow_down(p, now_ms);
	return p->throttled >= halving_share;
}

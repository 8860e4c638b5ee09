/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of pace: how pace slows down requests that a service refuses. */
#include "http/pace.h"

#include "check_main.h"

/* A service allows RATE requests a second, and BURST at once.  It answers after
 * LATENCY_MS, and refuses requests at random with the probability CHANCE.  A
 * run has JOBS jobs, and at most UNDER_WAY requests under way.  It may take
 * MOST_MS, and get MOST_THROTTLED refusals.  Time is simulated. */
struct workload {
	const char *what;
	double rate, burst, chance;
	int jobs, under_way, latency_ms;
	int most_ms, most_throttled;
};

static const struct workload workloads[] = {
	{ "a usual limit", 50, 20, 0, 500, 16, 2, 15000, 100 },
	{ "slow answers", 50, 20, 0, 500, 16, 200, 15000, 100 },
	{ "no burst", 50, 1, 0, 500, 16, 2, 20000, 200 },
	{ "a low limit", 2, 5, 0, 60, 16, 5, 45000, 60 },
	{ "a high limit", 1000, 100, 0, 20000, 64, 5, 30000, 2000 },
	{ "one request at a time", 20, 10, 0, 200, 1, 2, 15000, 60 },
	{ "no limit", 1e9, 1e9, 0, 5000, 16, 2, 1000, 0 },
	{ "rare random refusals", 1e9, 1e9, 0.02, 5000, 16, 2, 5000, 200 },
	{ "frequent random refusals", 1e9, 1e9, 0.1, 5000, 16, 2, 20000, 800 },
	{ "a limit and random refusals", 100, 50, 0.05, 1000, 16, 2, 25000,
	  200 },
};

struct sent {
	long long sent_ms;	/* time of sending, or -1 in a free slot */
	bool throttled;
};

static void answer(struct pace *p, const struct sent *s, long long now)
{
	if (s->throttled)
		(void)pace_throttled(p, s->sent_ms, now);
	else
		pace_answered(p);
}

START_TEST(run_of_jobs)
{
	const struct workload *workload = &workloads[_i];
	struct sent sent[64];
	struct pace p = { 0 };
	double tokens = workload->burst;
	int done = 0, throttled = 0;
	unsigned random = 1;
	long long now;

	for (int i = 0; i < workload->under_way; i++)
		sent[i].sent_ms = -1;
	for (now = 5; done < workload->jobs; now++) {
		ck_assert_msg(now < 200000, "%s: no end", workload->what);
		tokens += workload->rate / 1000;
		if (tokens > workload->burst)
			tokens = workload->burst;
		for (int i = 0; i < workload->under_way; i++) {
			struct sent *s = &sent[i];

			if (s->sent_ms >= 0 &&
			    now - s->sent_ms >= workload->latency_ms) {
				done += !s->throttled;
				throttled += s->throttled;
				answer(&p, s, now);
				s->sent_ms = -1;
			}
			if (s->sent_ms >= 0 || pace_wait_ms(&p, now))
				continue;
			s->sent_ms = now;
			random = random * 1103515245 + 12345;
			s->throttled = tokens < 1 || (random >> 16) % 1000 <
						     workload->chance * 1000;
			tokens -= !s->throttled;
			pace_sent(&p, now);
		}
	}
	ck_assert_msg(now <= workload->most_ms, "%s: %lld ms",
		      workload->what, now);
	ck_assert_msg(throttled <= workload->most_throttled, "%s: %d throttled",
		      workload->what, throttled);
}
END_TEST

START_TEST(unbounded)
{
	struct pace p = { 0 };

	for (int i = 0; i < 100000; i++) {
		ck_assert_int_eq(pace_wait_ms(&p, 1000), 0);
		pace_sent(&p, 1000);
		pace_answered(&p);
	}
}
END_TEST

/* Reports ten refusals of requests that were sent at SENT_MS.  Returns how many
 * of them halve the rate. */
static int cuts(struct pace *p, long long sent_ms, long long now_ms)
{
	int n = 0;

	for (int i = 0; i < 10; i++)
		n += pace_throttled(p, sent_ms, now_ms);
	return n;
}

/* Requests that were under way when the rate was halved may be refused later.
 * These refusals do not reduce the rate again.  The wait that pace returns is
 * enough, but two milliseconds less are not. */
START_TEST(cut_once)
{
	struct pace p = { 0 };
	long wait;

	for (int i = 0; i < 40; i++)
		pace_sent(&p, 1000 + i);
	ck_assert_int_eq(cuts(&p, 1000, 1050), 1);
	ck_assert(p.rate > 19 && p.rate < 21);
	for (int i = 0; i < 40; i++)
		ck_assert(!pace_throttled(&p, 1000 + i, 1060));
	wait = pace_wait_ms(&p, 1060);
	ck_assert_int_gt(wait, 2);
	ck_assert_int_gt(pace_wait_ms(&p, 1060 + wait - 2), 0);
	ck_assert_int_eq(pace_wait_ms(&p, 1060 + wait), 0);
	pace_sent(&p, 1060 + wait);
	ck_assert(pace_throttled(&p, 1060 + wait, 1100 + wait));
	ck_assert(p.rate < 11);
}
END_TEST

/* A wait with a fraction of a millisecond is rounded up. */
START_TEST(rounded_up)
{
	struct pace p = { .rate = 3, .filled_ms = 1000 };

	ck_assert_int_eq(pace_wait_ms(&p, 1000), 334);
}
END_TEST

/* The pace allows at least one request a second, however many are refused. */
START_TEST(floor_holds)
{
	struct pace p = { 0 };
	long long now = 0;

	for (int i = 0; i < 50; i++) {
		now += pace_wait_ms(&p, now);
		ck_assert_int_eq(pace_wait_ms(&p, now), 0);
		pace_sent(&p, now);
		pace_throttled(&p, now, now + 1);
		now++;
	}
	ck_assert_int_le(pace_wait_ms(&p, now), 1001);
	ck_assert_int_lt(now, 60000);
}
END_TEST

/* pace halves the rate at which requests were sent, not a higher rate that pace
 * allowed. */
START_TEST(unused_growth)
{
	struct pace p = { 0 };

	pace_sent(&p, 100);
	ck_assert_int_eq(cuts(&p, 100, 110), 1);
	for (int i = 0; i < 10000; i++)
		pace_answered(&p);
	for (int i = 0; i < 30; i++)
		pace_sent(&p, 5000 + i);
	(void)cuts(&p, 5010, 5100);
	ck_assert(p.rate > 14 && p.rate < 31);
}
END_TEST

/* After the second reduction, the limit is known and growth is slower. */
START_TEST(slower_growth)
{
	struct pace p = { 0 };
	double before, unknown, known;

	pace_sent(&p, 100);
	ck_assert_int_eq(cuts(&p, 100, 110), 1);
	before = p.rate;
	pace_answered(&p);
	unknown = p.rate - before;
	pace_sent(&p, 200);
	(void)cuts(&p, 200, 210);
	before = p.rate;
	pace_answered(&p);
	known = p.rate - before;
	ck_assert(known > 0 && known < unknown);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ run_of_jobs, ROWS(workloads) },
		{ unbounded, 1 },
		{ cut_once, 1 },
		{ rounded_up, 1 },
		{ floor_holds, 1 },
		{ unused_growth, 1 },
		{ slower_growth, 1 },
	};

	return check_main("pace", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* How far a long run has come. */
#include "progress.h"

/* Of a new reading of the rate, the part that counts at once; the rest of the
 * rate is the old one's. */
static const double newest = 0.2;

void progress_begin(struct progress *p, unsigned long total, long long now_ms)
{
	*p = (struct progress){ .total = total, .drawn_ms = now_ms };
}

bool progress_due(const struct progress *p, long long now_ms)
{
	unsigned long jobs = p->total ? p->total : p->done;

	return jobs > PROGRESS_JOBS && now_ms - p->drawn_ms >= PROGRESS_MS;
}

static void measure(struct progress *p, long long now_ms)
{
	double seconds = (double)(now_ms - p->drawn_ms) / 1000;
	double rate = (double)(p->done - p->drawn_done) / seconds;

	p->rate = p->rate > 0 ? p->rate + newest * (rate - p->rate) : rate;
	p->drawn_ms = now_ms;
	p->drawn_done = p->done;
}

/* A list may turn out longer than was thought. */
static void time_left(const struct progress *p, struct buf *out)
{
	double seconds;
	unsigned long s;

	if (p->total <= p->done || p->rate <= 0)
		return;
	seconds = (double)(p->total - p->done) / p->rate;
	if (seconds > 99 * 3600)
		return;
	s = (unsigned long)seconds + 1;
	if (s >= 3600)
		buf_printf(out, ", %lu:%02lu:%02lu left", s / 3600,
			   s / 60 % 60, s % 60);
	else
		buf_printf(out, ", %lu:%02lu left", s / 60, s % 60);
}

/* A carriage return and spaces: any terminal knows them. */
void progress_draw(struct progress *p, long long now_ms, struct buf *out)
{
	size_t start;

	measure(p, now_ms);
	buf_putc(out, '\r');
	start = out->len;
	buf_printf(out, "%lu", p->done);
	if (p->total >= p->done)
		buf_printf(out, " of %lu", p->total);
	buf_puts(out, " done");
	if (p->failed)
		buf_printf(out, ", %lu failed", p->failed);
	buf_printf(out, p->rate < 10 ? ", %.1f a second" : ", %.0f a second",
		   p->rate);
	time_left(p, out);
	for (start = out->len - start; start < p->width; p->width--)
		buf_putc(out, ' ');
	p->width = start;
}

void progress_erase(struct progress *p, struct buf *out)
{
	if (!p->width)
		return;
	buf_putc(out, '\r');
	for (; p->width; p->width--)
		buf_putc(out, ' ');
	buf_putc(out, '\r');
}

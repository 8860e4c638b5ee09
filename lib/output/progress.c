/* SPDX-License-Identifier: BSD-2-Clause */
#include "output/progress.h"

/* The weight of the latest measurement in the moving average of the rate. */
static const double latest_weight = 0.2;

void progress_begin(struct progress *p, unsigned long total, long long now_ms)
{
	*p = (struct progress){
		.total = total, .drawn_ms = now_ms,
		.columns = PROGRESS_COLUMNS,
	};
}

bool progress_due(const struct progress *p, long long now_ms)
{
	unsigned long jobs = p->total ? p->total : p->done;

	return jobs > PROGRESS_JOBS && now_ms - p->drawn_ms >= PROGRESS_MS;
}

static void measure_rate(struct progress *p, long long now_ms)
{
	double seconds = (double)(now_ms - p->drawn_ms) / 1000;
	double rate = (double)(p->done - p->drawn_done) / seconds;

	p->rate = p->rate > 0 ? p->rate + latest_weight * (rate - p->rate)
			      : rate;
	p->drawn_ms = now_ms;
	p->drawn_done = p->done;
}

/* Appends the estimated remaining time if it is known and at most 99 hours.
 * `total` is an estimate too, so `done` may exceed `total`. */
static void put_time_left(const struct progress *p, struct buf *out)
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

/* Sets *END to the end of the line if the line still fits on the terminal.  The
 * caller drops everything after *END, so that a number is never truncated.  The
 * last column stays empty, because some terminals wrap the line when a program
 * writes there. */
static void end_part(const struct progress *p, struct buf *line, size_t *end)
{
	if (line->len < p->columns)
		*end = line->len;
}

static void compose_line(const struct progress *p, struct buf *line)
{
	size_t end = 0;

	buf_printf(line, "%lu", p->done);
	if (p->total >= p->done)
		buf_printf(line, " of %lu", p->total);
	buf_puts(line, " done");
	end_part(p, line, &end);
	if (p->failed)
		buf_printf(line, ", %lu failed", p->failed);
	end_part(p, line, &end);
	buf_printf(line, p->rate < 10 ? ", %.1f a second" : ", %.0f a second",
		   p->rate);
	end_part(p, line, &end);
	put_time_left(p, line);
	end_part(p, line, &end);
	line->len = end;
}

/* Returns the number of columns of the previous line that may still be in the
 * cursor's row.  If the window has become narrower, the terminal has wrapped
 * the line, and we cannot erase the rows above the cursor. */
static size_t left_over(const struct progress *p)
{
	return p->width < p->columns ? p->width : p->columns - 1;
}

/* Erases with a carriage return and spaces only, because every terminal
 * supports them. */
void progress_draw(struct progress *p, long long now_ms, struct buf *out)
{
	struct buf line = { 0 };

	measure_rate(p, now_ms);
	compose_line(p, &line);
	buf_putc(out, '\r');
	buf_append(out, buf_str(&line), line.len);
	for (size_t i = line.len; i < left_over(p); i++)
		buf_putc(out, ' ');
	p->width = line.len;
	buf_release(&line);
}

void progress_erase(struct progress *p, struct buf *out)
{
	if (!p->width)
		return;
	buf_putc(out, '\r');
	for (size_t i = 0; i < left_over(p); i++)
		buf_putc(out, ' ');
	buf_putc(out, '\r');
	p->width = 0;
}

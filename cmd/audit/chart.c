/* SPDX-License-Identifier: BSD-2-Clause */
#include "chart.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/codec.h"

/* UPPER and LOWER are the heights of the two bands, and GAP is the space
 * between the bands.  SLOT is the distance from one bar to the next.  page.css
 * scales the drawing to the page. */
enum { UPPER = 56, GAP = 8, LOWER = 36, SLOT = 10 };

/* A part of a run's bar, within one band.  `height` is that of the band's
 * largest value. */
struct part {
	const char *class;
	double x, base, height;
};

static void attribute_of(struct html *h, const char *name, double value)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "%.2f", value);
	html_attribute(h, name, text);
}

/* TOP is the band's largest value.  Draws the part for VALUE, at least 2 units
 * high, and returns the y coordinate of its top.  If VALUE is 0, draws nothing
 * and returns p->base. */
static double draw_part(struct html *h, const struct part *p, long long value,
			long long top)
{
	double height = top ? p->height * (double)value / (double)top : 0;

	if (!value)
		return p->base;
	height = height < 2 ? 2 : height;
	html_open_class(h, "rect", p->class);
	attribute_of(h, "x", p->x);
	attribute_of(h, "y", p->base - height);
	html_attribute(h, "width", "8");
	attribute_of(h, "height", height);
	html_close(h);
	return p->base - height;
}

static long long bad_of(const struct store_run *r)
{
	return r->totals[STORE_BAD] + r->totals[STORE_GONE];
}

void chart_time(struct buf *out, long long t)
{
	char text[CODEC_EXTENDED_SIZE];

	codec_time_extended((time_t)t, text);
	buf_printf(out, "%.10s %.5s", text, text + 11);
}

void chart_count(struct buf *out, size_t n)
{
	char digits[32];
	int len = snprintf(digits, sizeof(digits), "%zu", n);

	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			buf_putc(out, ',');
		buf_putc(out, digits[i]);
	}
}

static void draw_run(struct html *h, const struct audit *a, size_t i,
		     const long long top[2])
{
	const struct store_run *r = &a->runs[i];
	struct part p = { "ok", (double)i * SLOT + 1, UPPER, UPPER - 2 };
	struct buf text = { 0 };

	html_open(h, "g");
	chart_time(&text, r->time);
	buf_printf(&text, ": %lld %s, %lld %s, %lld could not tell",
		   r->totals[STORE_GOOD], a->program->words->good, bad_of(r),
		   a->program->words->bad, r->totals[STORE_UNKNOWN]);
	html_element(h, "title", "", buf_str(&text));
	(void)draw_part(h, &p, r->totals[STORE_GOOD], top[0]);
	p.class = "no";
	p.base = UPPER + GAP + LOWER;
	p.height = LOWER - 4;
	p.base = draw_part(h, &p, bad_of(r), top[1]);
	p.class = "dunno";
	(void)draw_part(h, &p, r->totals[STORE_UNKNOWN], top[1]);
	html_close(h);
	buf_release(&text);
}

static void draw_axis(struct html *h, const char *at)
{
	html_open_class(h, "line", "axis");
	html_attribute(h, "x1", "0");
	html_attribute(h, "x2", "300");
	html_attribute(h, "y1", at);
	html_attribute(h, "y2", at);
	html_close(h);
}

/* Writes the largest value of a band, unless that value is 0. */
static void draw_label(struct html *h, const char *class, long long value)
{
	struct buf text = { 0 };

	if (value)
		chart_count(&text, (size_t)value);
	html_element(h, "span", class, buf_str(&text));
	buf_release(&text);
}

static void write_key(struct html *h, const char *class, const char *text)
{
	html_open(h, "span");
	html_element(h, "i", class, "");
	html_text(h, text);
	html_close(h);
}

static void write_caption(struct html *h, const struct audit *a)
{
	html_open(h, "figcaption");
	write_key(h, "ok", a->program->words->good);
	write_key(h, "no", a->program->words->bad);
	write_key(h, "dunno", "could not tell");
	html_close(h);
}

static void write_ends(struct html *h, const struct audit *a)
{
	struct buf text = { 0 };

	chart_time(&text, a->runs[0].time);
	buf_puts(&text, " to ");
	chart_time(&text, a->runs[a->runs_count - 1].time);
	buf_puts(&text, " UTC");
	html_element(h, "div", "ends", buf_str(&text));
	buf_release(&text);
}

static void write_drawing(struct html *h, const struct audit *a,
			  const long long top[2])
{
	struct buf text = { 0 };

	html_open(h, "svg");
	html_attribute(h, "role", "img");
	html_attribute(h, "viewBox", "0 0 300 100");
	html_attribute(h, "preserveAspectRatio", "none");
	buf_printf(&text, "%zu runs: %s at most %lld, %s or could not tell at "
		   "most %lld", a->runs_count, a->program->words->good, top[0],
		   a->program->words->bad, top[1]);
	html_attribute(h, "aria-label", buf_str(&text));
	for (size_t i = 0; i < a->runs_count; i++)
		draw_run(h, a, i, top);
	draw_axis(h, "56");
	draw_axis(h, "99.7");
	html_close(h);
	buf_release(&text);
}

void chart_write(struct html *h, const struct audit *a)
{
	long long top[2] = { 0, 0 };
	char title[64];

	for (size_t i = 0; i < a->runs_count; i++) {
		const struct store_run *r = &a->runs[i];
		long long low = bad_of(r) + r->totals[STORE_UNKNOWN];

		if (r->totals[STORE_GOOD] > top[0])
			top[0] = r->totals[STORE_GOOD];
		top[1] = low > top[1] ? low : top[1];
	}
	(void)snprintf(title, sizeof(title), "The last %zu runs",
		       a->runs_count);
	html_element(h, "h2", "", title);
	html_open_class(h, "figure", "card");
	write_caption(h, a);
	html_open_class(h, "div", "plot");
	html_open_class(h, "div", "scale");
	draw_label(h, "top", top[0]);
	html_element(h, "span", "mid", "0");
	draw_label(h, "low", top[1]);
	html_element(h, "span", "end", "0");
	html_close(h);
	write_drawing(h, a, top);
	html_close(h);
	write_ends(h, a);
	html_close(h);
}

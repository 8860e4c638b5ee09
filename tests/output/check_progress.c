/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of progress: the progress line, its width, and when it is drawn. */
#include "output/progress.h"

#include "check_main.h"

static const struct {
	const char *name;
	unsigned long total, done, failed;
	long long ms;		/* milliseconds since the start */
	const char *line;
} lines[] = {
	{ "some jobs done", 1000, 100, 0, 1000,
	  "\r100 of 1000 done, 100 a second, 0:10 left" },
	{ "some jobs failed", 1000, 100, 3, 1000,
	  "\r100 of 1000 done, 3 failed, 100 a second, 0:10 left" },
	{ "fewer than ten jobs a second", 100, 5, 0, 2000,
	  "\r5 of 100 done, 2.5 a second, 0:39 left" },
	{ "hours left", 100000, 50, 0, 10000,
	  "\r50 of 100000 done, 5.0 a second, 5:33:11 left" },
	{ "the longest time that is shown", 356401, 1, 0, 1000,
	  "\r1 of 356401 done, 1.0 a second, 99:00:01 left" },
	{ "too many hours left", 100000000, 1, 0, 10000,
	  "\r1 of 100000000 done, 0.1 a second" },
	{ "no job done", 100, 0, 0, 1000, "\r0 of 100 done, 0.0 a second" },
	{ "all jobs done", 100, 100, 0, 1000, "\r100 of 100 done, 100 a second" },
	{ "an unknown total", 0, 500, 0, 500, "\r500 done, 1000 a second" },
	{ "more jobs done than the total", 30, 40, 0, 1000,
	  "\r40 done, 40 a second" },
};

START_TEST(line)
{
	struct progress p;
	struct buf out = { 0 };

	progress_begin(&p, lines[_i].total, 7000);
	p.done = lines[_i].done;
	p.failed = lines[_i].failed;
	progress_draw(&p, 7000 + lines[_i].ms, &out);
	check_text(lines[_i].name, buf_str(&out), lines[_i].line);
	buf_release(&out);
}
END_TEST

static const struct {
	size_t columns;
	const char *line;
} cuts[] = {
	{ 57, "\r100 of 1000 done, 30 failed, 100 a second, 0:10 left" },
	{ 53, "\r100 of 1000 done, 30 failed, 100 a second, 0:10 left" },
	{ 52, "\r100 of 1000 done, 30 failed, 100 a second" },
	{ 42, "\r100 of 1000 done, 30 failed, 100 a second" },
	{ 41, "\r100 of 1000 done, 30 failed" },
	{ 28, "\r100 of 1000 done, 30 failed" },
	{ 27, "\r100 of 1000 done" },
	{ 17, "\r100 of 1000 done" },
	{ 16, "\r" },
	{ 1, "\r" },
};

/* A part of the line that does not fit is left out as a whole. */
START_TEST(cut)
{
	struct progress p;
	struct buf out = { 0 };

	progress_begin(&p, 1000, 0);
	p.done = 100;
	p.failed = 30;
	p.columns = cuts[_i].columns;
	progress_draw(&p, 1000, &out);
	check_text(cuts[_i].line, buf_str(&out), cuts[_i].line);
	ck_assert_uint_lt(p.width, p.columns);
	buf_release(&out);
}
END_TEST

/* If the window becomes narrower, the next line and the blanks at its end must
 * fit. */
START_TEST(narrower)
{
	struct progress p;
	struct buf out = { 0 };

	progress_begin(&p, 1000, 0);
	p.done = 100;
	progress_draw(&p, 1000, &out);
	p.columns = 20;
	buf_clear(&out);
	progress_draw(&p, 2000, &out);
	check_text("drawn", buf_str(&out), "\r100 of 1000 done   ");
	p.columns = 10;
	buf_clear(&out);
	progress_erase(&p, &out);
	check_text("erased", buf_str(&out), "\r         \r");
	p.columns = 20;
	progress_draw(&p, 3000, &out);
	p.columns = p.width;
	buf_clear(&out);
	progress_erase(&p, &out);
	check_text("erased to the last column but one", buf_str(&out),
		   "\r               \r");
	buf_release(&out);
}
END_TEST

static const struct {
	const char *name;
	unsigned long total, done;
	long long ms;
	bool due;
} dues[] = {
	{ "20 jobs, after 500 ms", 20, 10, 500, false },
	{ "21 jobs, after 100 ms", 21, 1, 100, true },
	{ "21 jobs, after 99 ms", 21, 1, 99, false },
	{ "an unknown total, 20 jobs done", 0, 20, 500, false },
	{ "an unknown total, 21 jobs done", 0, 21, 500, true },
};

START_TEST(due)
{
	struct progress p;

	progress_begin(&p, dues[_i].total, 7000);
	p.done = dues[_i].done;
	ck_assert_msg(progress_due(&p, 7000 + dues[_i].ms) == dues[_i].due,
		      "%s", dues[_i].name);
}
END_TEST

/* A shorter line ends with blanks, which overwrite the rest of a longer line.
 * progress_erase writes blanks only if a line is drawn. */
START_TEST(shorter)
{
	struct progress p;
	struct buf out = { 0 };
	size_t longer;

	progress_begin(&p, 1000, 0);
	p.done = p.failed = 500;
	progress_draw(&p, 1000, &out);
	longer = out.len;
	p.done = 1000;
	buf_clear(&out);
	progress_draw(&p, 2000, &out);
	ck_assert_uint_eq(out.len, longer);
	ck_assert_ptr_nonnull(strstr(buf_str(&out), " a second   "));
	buf_clear(&out);
	progress_erase(&p, &out);
	ck_assert_uint_ge(out.len, strlen("\r1000 of 1000 done\r"));
	ck_assert_uint_eq(strspn(buf_str(&out), "\r "), out.len);
	ck_assert_int_eq(out.data[out.len - 1], '\r');
	buf_clear(&out);
	progress_erase(&p, &out);
	ck_assert_uint_eq(out.len, 0);
	buf_release(&out);
}
END_TEST

/* The rate follows the most recent jobs. */
START_TEST(rate)
{
	struct progress p;
	struct buf out = { 0 };
	long long now = 0;

	progress_begin(&p, 100000, 0);
	for (int i = 0; i < 50; i++) {
		now += 100;
		p.done += 100;
		progress_draw(&p, now, &out);
	}
	ck_assert(p.rate > 999 && p.rate < 1001);
	for (int i = 0; i < 50; i++) {
		now += 100;
		p.done += 10;
		progress_draw(&p, now, &out);
	}
	ck_assert(p.rate > 99 && p.rate < 101);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ line, ROWS(lines) },
		{ cut, ROWS(cuts) },
		{ narrower, 1 },
		{ due, ROWS(dues) },
		{ shorter, 1 },
		{ rate, 1 },
	};

	return check_main("progress", cases, ROWS(cases));
}

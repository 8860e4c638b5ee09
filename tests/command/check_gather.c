/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of gather: how gather combines the answers of several targets. */
#include "command/gather.h"

#include "check_main.h"

enum { TARGETS = 3 };

static const struct row row = {
	"", .columns = COLUMNS(COLUMN("Value", PATH("v"))),
};

static const struct exchange_call call = { .action = "DescribeThings" };

enum request_kind {
	ALL,		/* the request has no ids */
	SINGLE,		/* each id has its own request */
	LIST,		/* the request has several ids as a filter */
	ONE_ROW,	/* one row is the answer of all targets */
};

#define GONE "InvalidThingID.NotFound"
#define UNANSWERED "could not tell: some regions or profiles did not answer, " \
	"and the others do not have it"
#define UNCONFIRMED "could not tell: some regions or profiles did not " \
	"answer, and the others did not confirm it"
#define LACKS "not there, or not visible to you"
#define MISTYPED "mistyped, terminated over an hour ago, or another " \
	"account's\n"
#define TWICE "the endpoint does not tell regions apart: it has already " \
	"answered for another region"

/* Each word of `results` ends a job.  The word begins with the number of the
 * target.  If the number of the job is not 0, a dot and that number follow: 2.1
 * is job 1 of target 2.  The rest of the word is the result of the job:
 *
 *     =ROW       success, with a row unless ROW is empty
 *     ~ROW       like =ROW, but the answer is no
 *     -ID,ID     success, but these ids are missing
 *     !CODE      the service refuses the request
 *     +CODE      the service refuses the credentials
 *     ?          no reply
 *     x          not sent, because the target takes no more requests
 *
 * `out` lists the calls of the sink.  "0( " is a call of `begin` for target 0,
 * "x " is a call of `row` with the row x, and "0 ok" is a call of `done` for
 * target 0 with the result "ok".  A line that begins with a blank is the hint
 * of the result, or one of its faults. */
static const struct {
	const char *what;
	enum request_kind kind;
	const char *results, *out;
	bool partial;			/* the run left out one target at the
					 * start */
	bool shared;			/* all targets have the same endpoint */
	bool accounts;			/* each target has another account */
	bool everywhere;		/* the targets are all regions of the
					 * account */
} rows[] = {
	/* Requests without ids. */
	{ "rows of all targets", ALL, "0=x 1=y 2=x",
	  "0( x 0 ok\n1( y 1 ok\n2( x 2 ok\n" },
	{ "one target fails", ALL, "0=x 1!" GONE " 2=z",
	  "0( x 0 ok\n1 failed: " GONE " words\n2( z 2 ok\n" },
	{ "one target takes no more requests", ALL, "0? 0.1x 1=x 1.1=y",
	  "0 failed: no reply\n0 merged\n1( x 1 ok\n1( y 1 ok\n" },
	/* A request for each id. */
	{ "found in the first target", SINGLE, "0=x 1!" GONE " 2!" GONE,
	  "0( x 0 ok\n1 merged\n2 merged\n" },
	{ "found in the last target", SINGLE, "0!" GONE " 1!" GONE " 2=x",
	  "0 merged\n1 merged\n2( x 2 ok\n" },
	{ "found in two targets", SINGLE, "0=x 1!" GONE " 2=y",
	  "0( x 0 ok\n1 merged\n2( y 2 ok\n" },
	{ "found in no target", SINGLE, "0!" GONE " 1!" GONE " 2!" GONE,
	  "0 merged\n1 merged\n2 failed everywhere: " GONE " words\n"
	  " asked in r0, r1, r2\n" },
	{ "found in no target, and one is left out", SINGLE,
	  "0!" GONE " 1!" GONE " 2!" GONE,
	  "0 merged\n1 merged\n2 failed everywhere: " UNANSWERED "\n",
	  .partial = true },
	{ "found in no target, and one failed", SINGLE, "0!" GONE " 1? 2!" GONE,
	  "0 merged\n1 failed: no reply\n2 failed everywhere: "
	  UNANSWERED "\n" },
	{ "found in no target, and the last failed", SINGLE,
	  "0!" GONE " 1!" GONE " 2?", "0 merged\n1 merged\n2 failed: no reply\n"
	  "2 failed again everywhere: " UNANSWERED "\n" },
	{ "found in no target, and one takes no more requests", SINGLE,
	  "0x 1!" GONE " 2!" GONE,
	  "0 merged\n1 merged\n2 failed everywhere: " UNANSWERED "\n" },
	{ "found in one target, and one failed", SINGLE, "0? 1=x 2!" GONE,
	  "0 failed: no reply\n1( x 1 ok\n2 merged\n" },
	{ "found in one target, and the last failed", SINGLE,
	  "0!" GONE " 1=x 2!Busy",
	  "0 merged\n1( x 1 ok\n2 failed: Busy words\n" },
	{ "all targets failed", SINGLE, "0? 1!Busy 2?",
	  "0 failed: no reply\n1 failed: Busy words\n2 failed: no reply\n" },
	{ "some accounts do not own the id", SINGLE,
	  "0!AuthFailure 1=x 2!AuthFailure",
	  "0 merged\n1( x 1 ok\n2 merged\n" },
	{ "one account does not own the id, the others lack it", SINGLE,
	  "0!AuthFailure 1!" GONE " 2!" GONE,
	  "0 merged\n1 merged\n2 failed everywhere: AuthFailure words\n"
	  " asked in r0, r1, r2\n" },
	{ "a malformed id", SINGLE, "0!InvalidThingID.Malformed "
	  "1!InvalidThingID.Malformed 2!InvalidThingID.Malformed",
	  "0 merged\n1 merged\n"
	  "2 failed everywhere: InvalidThingID.Malformed words\n" },
	{ "refused credentials do not mean that the id is missing", SINGLE,
	  "0+AuthFailure 1!" GONE " 2!" GONE,
	  "0 failed: AuthFailure words\n1 merged\n2 failed everywhere: "
	  UNANSWERED "\n" },
	{ "two ids, one of them in no target", SINGLE,
	  "0!" GONE " 0.1=x 1!" GONE " 1.1!" GONE " 2!" GONE " 2.1!" GONE,
	  "0 merged\n0( x 0 ok\n1 merged\n1 merged\n2 failed everywhere: "
	  GONE " words\n asked in r0, r1, r2\n2 merged\n" },
	{ "one endpoint for all regions", SINGLE, "0=x 1=x 2!" GONE,
	  "0( x 0 ok\n1 failed: " TWICE "\n2 merged\n", .shared = true },
	{ "one endpoint, but each target has another account", SINGLE,
	  "0=x 1=x 2!" GONE,
	  "0( x 0 ok\n1( x 1 ok\n2 merged\n", .shared = true,
	  .accounts = true },
	/* Ids as a filter. */
	{ "list: each id in some target", LIST, "0-a 1-b,c 2-b",
	  "0( 0 ok\n1( 1 ok\n2( 2 ok\n" },
	{ "list: all ids in each target", LIST, "0=x 1=x 2=x",
	  "0( x 0 ok\n1( x 1 ok\n2( x 2 ok\n" },
	{ "list: one id in no target", LIST, "0-a,b 1-b,c 2-b",
	  "0( 0 ok\n1( 1 ok\n2( 2 failed everywhere: b: " LACKS "\n"
	  " asked in r0, r1, r2\n" },
	{ "list: two ids in no target", LIST, "0-a,b,d 1-a,b,c 2-a,b,d",
	  "0( 0 ok\n1( 1 ok\n2( 2 failed everywhere: a: " LACKS "\n"
	  " asked in r0, r1, r2\n b: " LACKS "\n" },
	{ "list: an instance in no target", LIST, "0-i-1 1-i-1 2-i-1",
	  "0( 0 ok\n1( 1 ok\n2( 2 failed everywhere: i-1: " LACKS "\n"
	  " asked in r0, r1, r2; it may be in another region, " MISTYPED },
	{ "list: an instance in no region of the account", LIST,
	  "0-i-1 1-i-1 2-i-1",
	  "0( 0 ok\n1( 1 ok\n2( 2 failed everywhere: i-1: " LACKS "\n"
	  " asked in r0, r1, r2; it may be " MISTYPED, .everywhere = true },
	{ "list: an instance that two regions lack, and one failed", LIST,
	  "0-i-1 1? 2-i-1",
	  "0( 0 ok\n1 failed: no reply\n2( 2 failed everywhere: i-1: "
	  UNANSWERED "\n asked in r0, r1, r2; it may be in another region, "
	  MISTYPED, .everywhere = true },
	{ "list: one id in no target, and one failed", LIST, "0-a,b 1? 2-b",
	  "0( 0 ok\n1 failed: no reply\n2( 2 failed everywhere: b: "
	  UNANSWERED "\n asked in r0, r1, r2\n" },
	{ "list: one id in no target, and the last failed", LIST,
	  "0-a,b 1-b 2?", "0( 0 ok\n1( 1 ok\n2 failed: no reply\n"
	  "2 failed again everywhere: b: " UNANSWERED "\n"
	  " asked in r0, r1, r2\n" },
	{ "list: each id in some target, and one failed", LIST, "0-a 1? 2-b",
	  "0( 0 ok\n1 failed: no reply\n2( 2 ok\n" },
	{ "list: one id in no target, and one is left out", LIST, "0-b 1-b 2-b",
	  "0( 0 ok\n1( 1 ok\n2( 2 failed everywhere: b: " UNANSWERED "\n"
	  " asked in r0, r1, r2\n", .partial = true },
	{ "list: each portion has its own result", LIST,
	  "0-a 0.1-b 1-b 1.1-b 2-c 2.1-b",
	  "0( 0 ok\n0( 0 ok\n1( 1 ok\n1( 1 ok\n2( 2 ok\n"
	  "2( 2 failed everywhere: b: " LACKS "\n asked in r0, r1, r2\n" },
	/* One row for all targets. */
	{ "one row: yes from the first target", ONE_ROW, "0=x 1~y 2!" GONE,
	  "0 merged\n1 merged\n0( x 0 ok\n" },
	{ "one row: yes from the last target", ONE_ROW, "0~x 1!" GONE " 2=y",
	  "0 merged\n1 merged\n2( y 2 ok\n" },
	{ "one row: yes from two targets", ONE_ROW, "0~x 1=y 2=z",
	  "0 merged\n1 merged\n1( y 1 ok\n" },
	{ "one row: no from two targets", ONE_ROW, "0!" GONE " 1~x 2~y",
	  "0 merged\n1 merged\n1( x 1 no\n" },
	{ "one row: yes, and one target failed", ONE_ROW, "0=x 1? 2!" GONE,
	  "0 merged\n1 failed: no reply\n0( x 0 ok\n" },
	{ "one row: yes, and the last target failed", ONE_ROW, "0=x 1~y 2?",
	  "0 merged\n1 merged\n2 failed: no reply\n0( x 0 again ok\n" },
	{ "one row: no, and one target failed", ONE_ROW, "0~x 1? 2!" GONE,
	  "0 merged\n1 failed: no reply\n2 failed everywhere: "
	  UNCONFIRMED "\n" },
	{ "one row: no, and the last target failed", ONE_ROW,
	  "0~x 1!" GONE " 2?", "0 merged\n1 merged\n2 failed: no reply\n"
	  "2 failed again everywhere: " UNCONFIRMED "\n" },
	{ "one row: no, and one target is left out", ONE_ROW, "0~x 1~y 2~z",
	  "0 merged\n1 merged\n2 failed everywhere: " UNCONFIRMED "\n",
	  .partial = true },
	{ "one row: in no target", ONE_ROW, "0!" GONE " 1!" GONE " 2!" GONE,
	  "0 merged\n1 merged\n2 failed everywhere: " GONE " words\n"
	  " asked in r0, r1, r2\n" },
	{ "one row: in no target, and one failed", ONE_ROW,
	  "0? 1!" GONE " 2!" GONE,
	  "0 failed: no reply\n1 merged\n2 failed everywhere: "
	  UNANSWERED "\n" },
	{ "one row: all targets fail", ONE_ROW, "0? 1? 2!Busy",
	  "0 failed: no reply\n1 failed: no reply\n2 failed: Busy words\n" },
	{ "one row: yes for one value, no for another", ONE_ROW,
	  "0=x 1~y 2? 0.1!" GONE " 1.1~z 2.1!" GONE,
	  "0 merged\n1 merged\n2 failed: no reply\n0( x 0 again ok\n"
	  "0 merged\n1 merged\n1( z 1 no\n" },
};

/* The functions of the sink record their calls here. */
struct record {
	struct buf text;
	size_t ends;		/* number of jobs that have ended */
	int left;		/* number of calls that succeed before one
				 * fails, or -1 if all calls succeed */
};

static int end_call(struct record *r, struct err *err)
{
	return r->left < 0 || r->left-- ? 0 : err_set(err, "full");
}

static int on_begin(void *ctx, const struct job *job, struct err *err)
{
	struct record *r = ctx;

	buf_printf(&r->text, "%zu( ", job->target);
	return end_call(r, err);
}

static int on_row(void *ctx, const struct row *of, const struct cell *cells,
		  size_t count, struct err *err)
{
	struct record *r = ctx;

	ck_assert(of == &row && count == 1);
	buf_append(&r->text, cells[0].text, cells[0].len);
	buf_puts(&r->text, " ");
	return end_call(r, err);
}

static int on_done(void *ctx, const struct job *job,
		   const struct exchange_result *result, struct err *err)
{
	struct record *r = ctx;
	const char *fault = result->faults;

	check_text("name", buf_str(&job->name), "v");
	buf_printf(&r->text, "%zu%s%s%s%s", job->target,
		   result->failed ? " failed" : "",
		   result->again ? " again" : "",
		   result->everywhere ? " everywhere" : "",
		   result->failed ? ": " : result->merged ? " merged"
		   : result->answered_false ? " no" : " ok");
	if (result->failed)
		buf_printf(&r->text, "%s%s%s", result->code,
			   *result->code ? " " : "", result->err.text);
	buf_puts(&r->text, "\n");
	if (*result->err.hint)
		buf_printf(&r->text, " %s\n", result->err.hint);
	for (; fault && fault < result->faults + result->faults_len;
	     fault += strlen(fault) + 1)
		buf_printf(&r->text, " %s\n", fault);
	r->ends += !result->again;
	return end_call(r, err);
}

static int on_idle(void *ctx, struct err *err)
{
	return end_call(ctx, err);
}

/* The targets r0, r1 and r2. */
struct three_targets {
	struct login logins[TARGETS];
	struct place places[TARGETS], *list[TARGETS];
	struct targets targets;
};

static void make_targets(struct three_targets *w, int i)
{
	*w = (struct three_targets){
		.targets = {
			.places = w->list, .many = true,
			.len = TARGETS, .partial = rows[i].partial,
			.everywhere = rows[i].everywhere,
		},
	};
	for (size_t k = 0; k < TARGETS; k++) {
		w->list[k] = &w->places[k];
		w->places[k].login = &w->logins[rows[i].accounts ? k : 0];
		w->places[k].shared = rows[i].shared;
		buf_printf(&w->places[k].name, "r%zu", k);
	}
}

static void release_targets(struct three_targets *w)
{
	for (size_t k = 0; k < TARGETS; k++)
		buf_release(&w->places[k].name);
}

static int report_success(const struct api_sink *sink, const struct job *job,
		    const char *word, struct err *err)
{
	const struct cell cell = { &row.columns[0].column, word + 1,
				   strlen(word + 1) };
	struct exchange_result r = { .attempts = 1, .proxy = "",
				     .answered_false = *word == '~' };
	struct buf ids = { 0 };
	int rc = sink->begin(sink->ctx, job, err);

	if (*word == '-') {
		for (const char *p = word + 1; *p; p++)
			buf_putc(&ids, *p == ',' ? '\0' : *p);
		buf_putc(&ids, '\0');
		r.missing = ids.data;
		r.missing_len = ids.len;
	} else if (rc == 0 && cell.len) {
		rc = sink->row(sink->ctx, &row, &cell, 1, err);
	}
	if (rc == 0)
		rc = sink->done(sink->ctx, job, &r, err);
	buf_release(&ids);
	return rc;
}

static int report_failure(const struct api_sink *sink, const struct job *job,
		     const char *word, struct err *err)
{
	struct exchange_result r = { .failed = true, .proxy = "",
				     .attempts = *word != 'x',
				     .refused = *word == '+' };
	bool coded = *word == '!' || *word == '+';

	if (coded)
		(void)snprintf(r.code, sizeof(r.code), "%s", word + 1);
	err_set(&r.err, coded ? "words" : "no reply");
	return sink->done(sink->ctx, job, &r, err);
}

/* Passes the result in each word of RESULTS to SINK, and adds 1 to *JOBS for
 * each word.  Stops if SINK fails. */
static int play(struct three_targets *w, const struct api_sink *sink,
		const char *results, size_t *jobs, struct err *err)
{
	char *words = strdup(results), *next = NULL;
	int rc = 0;

	for (char *word = strtok_r(words, " ", &next); word && rc == 0;
	     word = strtok_r(NULL, " ", &next)) {
		struct job job = { .target = (size_t)(word[0] - '0') };
		const char *end = word + 1;

		buf_puts(&job.name, "v");
		ck_assert_uint_lt(job.target, w->targets.len);
		if (*end == '.') {
			job.number = (size_t)(end[1] - '0');
			end += 2;
		}
		if (*end == 'x')
			w->places[job.target].target.closed = "closed";
		rc = strchr("=~-", *end) ? report_success(sink, &job, end, err)
					 : report_failure(sink, &job, end, err);
		job_release(&job);
		++*jobs;
	}
	free(words);
	return rc;
}

/* Runs row I with a sink that records its calls in R.  Returns the number of
 * jobs that ended.  Sets *RC to 0, or to -1 if the sink failed. */
static size_t run(int i, struct record *r, int *rc, struct err *err)
{
	const struct api_sink sink = {
		on_begin, on_row, on_done, on_idle, r,
	};
	struct three_targets w;
	struct gather g = {
		.targets = &w.targets, .sink = &sink, .call = &call,
		.by_value = rows[i].kind == ONE_ROW,
		.ids = rows[i].kind != ALL,
		.list = rows[i].kind == LIST,
	};
	struct api_sink in;
	size_t jobs = 0;

	make_targets(&w, i);
	in = gather_sink(&g);
	*rc = play(&w, &in, rows[i].results, &jobs, err);
	if (*rc == 0)
		*rc = in.idle(in.ctx, err);
	gather_release(&g);
	gather_release(&g);
	release_targets(&w);
	return jobs;
}

START_TEST(gathers)
{
	struct record r = { .left = -1 };
	struct err err = { 0 };
	int rc;
	size_t jobs = run(_i, &r, &rc, &err);

	ck_assert_msg(rc == 0, "%s: %s", rows[_i].what, err.text);
	check_text(rows[_i].what, buf_str(&r.text), rows[_i].out);
	ck_assert_msg(r.ends == jobs, "%s: %zu ends of %zu jobs",
		      rows[_i].what, r.ends, jobs);
	buf_release(&r.text);
}
END_TEST

/* A failure of the sink ends the run, whichever call fails. */
START_TEST(stops)
{
	int rc = -1, left = 0;

	for (; rc; left++) {
		struct record r = { .left = left };
		struct err err = { 0 };

		run(_i, &r, &rc, &err);
		check_text(rows[_i].what, err.text, rc ? "full" : "");
		ck_assert_int_lt(left, 30);
		buf_release(&r.text);
	}
	ck_assert_int_gt(left, 1);
}
END_TEST

enum { MANY = 42 };

/* The hint names only the first 40 targets, and counts the others. */
START_TEST(names_of_targets)
{
	struct record r = { .left = -1 };
	const struct api_sink sink = {
		on_begin, on_row, on_done, on_idle, &r,
	};
	static struct place places[MANY], *list[MANY];
	struct login login = { 0 };
	struct targets targets = {
		.places = list, .len = 40 + (size_t)_i, .many = true,
	};
	struct gather g = {
		.targets = &targets, .sink = &sink, .call = &call, .ids = true,
	};
	struct api_sink in = gather_sink(&g);
	struct job job = { 0 };
	struct err err = { 0 };
	const char *hint;

	buf_puts(&job.name, "v");
	for (size_t k = 0; k < targets.len; k++) {
		list[k] = &places[k];
		places[k].login = &login;
		buf_printf(&places[k].name, "r%zu", k);
	}
	for (; job.target < targets.len; job.target++)
		ck_assert_int_eq(report_failure(&in, &job, "!" GONE, &err), 0);
	hint = strstr(buf_str(&r.text), " asked in r0, r1, ");
	ck_assert(hint);
	check_text("the last names", strstr(hint, ", r39"),
		   _i == 2 ? ", r39 and 2 more\n"
		   : _i ? ", r39 and 1 more\n" : ", r39\n");
	gather_release(&g);
	for (size_t k = 0; k < targets.len; k++)
		buf_release(&places[k].name);
	job_release(&job);
	buf_release(&r.text);
}
END_TEST

/* With one target, gather_sink returns the caller's sink unchanged. */
START_TEST(one_target)
{
	const struct api_sink sink = {
		on_begin, on_row, on_done, on_idle, &(int){ 0 },
	};
	struct targets targets = { .len = 1 };
	struct gather g = { .targets = &targets, .sink = &sink, .call = &call };
	struct api_sink in = gather_sink(&g);

	ck_assert(memcmp(&in, &sink, sizeof(in)) == 0);
	gather_release(&g);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ one_target, 1 },
		{ gathers, ROWS(rows) },
		{ stops, ROWS(rows) },
		{ names_of_targets, 3 },
	};

	return check_main("gather", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of api: many jobs, the order of their results, memory, and the end of a
 * run. */
#include "request/api.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check_main.h"
#include "support/runner.h"

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", REQUEST("ImageId")),
		COLUMN("B", PATH("id"))) },
	ROW_END
};

static bool never(const struct node *reply, const struct params *request)
{
	return false;
}

static const struct readback readbacks[] = {
	{ "ProductCode.", "Read", "productCodes", "ImageId", .always = true,
	  .holds = never, .missing = "it is not there" },
	{ .when = NULL }
};

static const struct exchange_call list = {
	.action = "List", .items = "set/item", .rows = rows, .pages = true,
};

static const struct exchange_call modify = {
	.action = "Modify", .items = "", .rows = rows, .readbacks = readbacks,
	.writes = true,
};

#define LIST(id) "<ListResponse><set><item><id>" id "</id></item></set>" \
	"</ListResponse>"
#define ERROR(code) "<Response><Errors><Error><Code>" code "</Code>" \
	"<Message>words</Message></Error></Errors></Response>"
#define REFUSED { .status = 403, .body = ERROR("InvalidClientTokenId") }
#define UNTRIED "not tried, since the credentials were refused; "
#define DONE(name, id) "begin " name "; row " name " " id "; done " name "; "

static const struct {
	const char *what;
	const char *words[12];
	const char *input;
	int under_way;
	struct server_reply script[6];
	const char *log;
	size_t requests, most;	/* number of requests, and the largest allowed
				 * number of requests under way at once */
	bool unread;
} cases[] = {
	{ "one job", { "a" }, NULL, 4, {{ .body = LIST("1") }}, DONE("a", "1"),
	  1, 1, false },
	{ "replies out of order", { "a", "b", "c", "d" }, NULL, 4,
	  {{ .when = "ImageId=a", .delay_ms = 400, .body = LIST("1") },
	   { .when = "ImageId=b", .delay_ms = 200, .body = LIST("2") },
	   { .when = "ImageId=c", .delay_ms = 300, .body = LIST("3") },
	   { .body = LIST("4") }},
	  DONE("a", "1") DONE("b", "2") DONE("c", "3") DONE("d", "4"), 4, 4,
	  false },
	{ "two requests at a time", { "a", "b", "c", "d", "e" }, NULL, 2,
	  {{ .delay_ms = 100, .body = LIST("1") }},
	  DONE("a", "1") DONE("b", "1") DONE("c", "1") DONE("d", "1")
	  DONE("e", "1"), 5, 2, false },
	{ "one request at a time", { "-" }, "a\nb\nc\nd\ne\nf\n", 1,
	  {{ .delay_ms = 20, .body = LIST("1") }},
	  DONE("a", "1") DONE("b", "1") DONE("c", "1") DONE("d", "1")
	  DONE("e", "1") DONE("f", "1"), 6, 1, false },
	{ "some jobs fail", { "a", "b", "c" }, NULL, 4,
	  {{ .when = "ImageId=b", .status = 400,
	     .body = ERROR("Invalid.NotFound") },
	   { .body = LIST("1") }},
	  DONE("a", "1") "failed b: Client.Invalid.NotFound: words; "
	  DONE("c", "1"), 3, 4, false },
	{ "the first job fails after the second is done", { "a", "b" }, NULL, 4,
	  {{ .when = "ImageId=a", .delay_ms = 300, .status = 400,
	     .body = ERROR("X") },
	   { .body = LIST("1") }},
	  "failed a: Client.X: words; " DONE("b", "1"), 2, 4, false },
	{ "one job waits for a retry", { "a", "b", "c" }, NULL, 1,
	  {{ .when = "ImageId=a", .times = 2, .status = 503 },
	   { .body = LIST("1") }},
	  DONE("a", "1") DONE("b", "1") DONE("c", "1"), 5, 1, false },
	{ "empty standard input", { "-" }, "", 4, {{ .status = 400 }},
	  "", 0, 0, false },
	{ "jobs without rows", { "a", "b" }, NULL, 4,
	  {{ .body = "<ListResponse/>" }},
	  "begin a; done a; begin b; done b; ", 2, 4, false },
	/* Credentials that the service refuses. */
	{ "keys refused, no more jobs to read", { "a", "b", "c" }, NULL, 1,
	  { REFUSED },
	  "failed a: Client.InvalidClientTokenId: words (refused); "
	  "failed b: " UNTRIED "failed c: " UNTRIED, 1, 1, false },
	{ "keys refused, more jobs on standard input", { "-" },
	  "a\nb\nc\nd\ne\nf\n", 1, { REFUSED },
	  "failed a: Client.InvalidClientTokenId: words (refused); "
	  "failed b: " UNTRIED "failed c: " UNTRIED "failed d: " UNTRIED, 1, 1,
	  true },
	{ "keys refused, more jobs on the command line",
	  { "a", "b", "c", "d", "e", "f" }, NULL, 1, { REFUSED },
	  "failed a: Client.InvalidClientTokenId: words (refused); "
	  "failed b: " UNTRIED "failed c: " UNTRIED "failed d: " UNTRIED
	  "failed e: " UNTRIED "failed f: " UNTRIED, 1, 1, false },
	{ "keys refused, other requests under way", { "a", "b", "c" }, NULL, 2,
	  {{ .when = "ImageId=a", .delay_ms = 200, .status = 401,
	     .body = ERROR("AuthFailure") },
	   { .delay_ms = 600, .body = LIST("1") }},
	  "failed a: Client.AuthFailure: words (refused); " DONE("b", "1")
	  "failed c: " UNTRIED, 2, 2, false },
	{ "keys refused at the second job", { "a", "b", "c" }, NULL, 2,
	  {{ .when = "ImageId=b", .status = 403,
	     .body = ERROR("SignatureDoesNotMatch") },
	   { .delay_ms = 400, .body = LIST("1") }},
	  DONE("a", "1")
	  "failed b: Client.SignatureDoesNotMatch: words (refused); "
	  "failed c: " UNTRIED, 2, 2, false },
	{ "AuthFailure with 403 does not end the run", { "a", "b" }, NULL, 1,
	  {{ .times = 1, .status = 403, .body = ERROR("AuthFailure") },
	   { .body = LIST("1") }},
	  "failed a: Client.AuthFailure: words; " DONE("b", "1"), 2, 1,
	  false },
};

START_TEST(jobs)
{
	struct runner r = {
		.call = &list, .words = cases[_i].words,
		.input = cases[_i].input, .script = cases[_i].script,
		.script_count = 6, .under_way_max = cases[_i].under_way,
	};
	const char *what = cases[_i].what;

	runner_run(&r);
	ck_assert_msg(r.rc == 0, "%s: %s", what, r.err.text);
	check_text(what, buf_str(&r.log), cases[_i].log);
	ck_assert_msg(server_count(r.server) == cases[_i].requests,
		      "%s: %zu requests", what, server_count(r.server));
	ck_assert_msg(server_most(r.server) <= cases[_i].most,
		      "%s: %zu at once", what, server_most(r.server));
	ck_assert_msg(!r.untried && r.unread == cases[_i].unread,
		      "%s: untried %lu, unread %d", what, r.untried,
		      r.unread);
	runner_release(&r);
}
END_TEST

/* There are 1000 jobs.  Their replies come in any order, but the rows come in
 * the order of the jobs. */
START_TEST(long_list)
{
	static const struct server_reply script[] = {
		{ .when = "ImageId=i-1", .delay_ms = 30, .body = LIST("1") },
		{ .when = "ImageId=i-5", .delay_ms = 60, .body = LIST("1") },
		{ .body = LIST("1") },
	};
	static const char *const words[] = { "-", NULL };
	struct buf input = { 0 };
	struct runner r = {
		.call = &list, .words = words,
		.script = script, .script_count = 3, .under_way_max = 16,
	};
	char want[32];

	for (int i = 0; i < 1000; i++)
		buf_printf(&input, "i-%d\n", i);
	r.input = input.data;
	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	ck_assert_uint_eq(r.done, 1000);
	ck_assert_uint_eq(r.rows, 1000);
	ck_assert_uint_eq(server_count(r.server), 1000);
	ck_assert_uint_le(server_most(r.server), 16);
	ck_assert_uint_ge(server_most(r.server), 8);
	ck_assert_uint_le(server_connections(r.server), 16);
	for (const char *p = r.log.data, *end = p + r.log.len; p < end;) {
		static int n;

		(void)snprintf(want, sizeof(want), "begin i-%d; ", n++);
		ck_assert_msg(strncmp(p, want, strlen(want)) == 0,
			      "%.40s, want %s", p, want);
		p = strstr(p, "done");
		p += strcspn(p, ";") + 2;
	}
	buf_release(&input);
	runner_release(&r);
}
END_TEST

/* Makes a reply with COUNT items of about 120 bytes each. */
static char *large(size_t count)
{
	struct buf doc = { 0 };
	char *text = check_repeat('x', 100);

	buf_puts(&doc, "<ListResponse><set>");
	for (size_t i = 0; i < count; i++)
		buf_printf(&doc, "<item><id>%s</id></item>", text);
	buf_puts(&doc, "</set></ListResponse>");
	ck_assert(!doc.failed);
	free(text);
	return doc.data;
}

/* The numbers of items in replies of about 2.5 MB and 0.6 MB. */
enum { OVER = 20000, UNDER = 5000 };

static const struct {
	const char *what;
	const char *words[4];
	size_t count;		/* number of items in the reply for `big` */
	size_t cut;		/* number of bytes that the server sends of the
				 * reply for `big`, or 0 for all bytes */
	int cut_times;		/* number of times that the server truncates the
				 * reply for `big`, or 0 for each time */
	size_t rows_min, rows_max;
	size_t requests;	/* number of requests for `big` */
	bool fails;
} streams[] = {
	{ "a long reply", { "big" }, OVER, 0, 0, OVER, OVER, 1,
	  false },
	{ "a short reply", { "big" }, UNDER, 0, 0, UNDER, UNDER, 1,
	  false },
	{ "a long reply, truncated after 1 MiB", { "big" }, OVER, 2000000,
	  0, 5000, OVER - 1, 1, true },
	{ "a long reply, truncated before 1 MiB", { "big" }, OVER, 500000, 0, 0,
	  0, 3, true },
	{ "a truncated short reply", { "big" }, UNDER, 500000, 0, 0, 0, 3,
	  true },
	{ "a reply that is truncated once", { "big" }, UNDER, 500000, 1, UNDER,
	  UNDER, 2, false },
	{ "a long reply to the second job", { "a", "big" }, OVER, 0, 0,
	  OVER + 1, OVER + 1, 1, false },
	{ "a truncated reply to the second job", { "a", "big" }, OVER, 2000000,
	  0, 1, 1, 3, true },
	{ "a reply to the second job, truncated once", { "a", "big" }, OVER,
	  2000000, 1, OVER + 1, OVER + 1, 2, false },
};

START_TEST(streaming)
{
	char *body = large(streams[_i].count);
	const struct server_reply script[] = {
		{ .when = "ImageId=big", .body = body,
		  .times = streams[_i].cut_times, .cut = streams[_i].cut,
		  .end = streams[_i].cut ? SERVER_CUT : SERVER_KEEP },
		{ .when = "ImageId=big", .body = body },
		/* The reply for `a` comes only after all truncated replies for
		 * `big`.  Until then, the run cannot hand out rows of `big`,
		 * because the rows of `a` must come first. */
		{ .after_closed = (int)streams[_i].requests -
		  !streams[_i].fails, .delay_ms = 500, .body = LIST("1") },
	};
	struct runner r = {
		.call = &list, .words = streams[_i].words,
		.script = script, .script_count = 3,
	};
	const char *what = streams[_i].what;

	runner_run(&r);
	ck_assert_msg(r.rc == 0, "%s: %s", what, r.err.text);
	ck_assert_msg(r.rows >= streams[_i].rows_min &&
		      r.rows <= streams[_i].rows_max, "%s: %zu rows", what,
		      r.rows);
	ck_assert_msg(server_holding(r.server, "ImageId=big") ==
		      streams[_i].requests, "%s: %zu requests", what,
		      server_holding(r.server, "ImageId=big"));
	ck_assert_msg((strstr(buf_str(&r.log), "failed big") != NULL) ==
		      streams[_i].fails, "%s: %.300s", what,
		      buf_str(&r.log));
	if (streams[_i].words[1])
		ck_assert_msg(strncmp(r.log.data, DONE("a", "1"),
				      strlen(DONE("a", "1"))) == 0, "%s",
			      what);
	runner_release(&r);
	free(body);
}
END_TEST

static const struct {
	const char *what;
	const char *words[4];
	size_t buffered_max;
	size_t rows, requests;	/* number of rows of all jobs, and number of
				 * requests for `big` and `bigger` */
	const char *log;	/* text that the log must have */
	int fails;		/* number of requeued requests that fail */
} limits[] = {
	{ "enough memory for the reply", { "a", "big" }, 0, UNDER + 1, 1,
	  "done big" },
	{ "no memory for the reply", { "a", "big" }, 300000, UNDER + 1, 2,
	  "done big" },
	{ "no memory for one of two replies", { "a", "big", "bigger" }, 900000,
	  2 * UNDER + 1, 3, "done big" },
	{ "the limit does not apply to the first job", { "big", "a" }, 1,
	  UNDER + 1, 1, "done big" },
	{ "a requeued request is not an attempt", { "a", "big" }, 300000,
	  UNDER + 1, 3, "done big", .fails = 1 },
};

/* If there is no memory for a reply, the run drops the reply by closing its
 * connection.  Later, the run sends the request again without counting an
 * attempt.  In the cases where a reply must be dropped, the reply for `a` comes
 * only after the run has closed a connection. */
START_TEST(memory_limit)
{
	char *body = large(UNDER);
	const struct server_reply script[] = {
		{ .when = "ImageId=big", .times = 1, .body = body },
		{ .when = limits[_i].fails ? "ImageId=big" : "never",
		  .times = 1, .status = 503 },
		{ .when = "ImageId=big", .body = body },
		{ .after_closed = limits[_i].requests > 1, .delay_ms = 300,
		  .body = LIST("1") },
	};
	struct runner r = {
		.call = &list, .words = limits[_i].words, .script = script,
		.script_count = 4, .attempts_max = 1 + limits[_i].fails,
		.buffered_max = limits[_i].buffered_max,
	};
	const char *what = limits[_i].what;

	runner_run(&r);
	ck_assert_msg(r.rc == 0, "%s: %s", what, r.err.text);
	ck_assert_msg(r.rows == limits[_i].rows, "%s: %zu rows", what, r.rows);
	ck_assert_msg(server_holding(r.server, "ImageId=big") ==
		      limits[_i].requests, "%s: %zu requests", what,
		      server_holding(r.server, "ImageId=big"));
	ck_assert_msg(strstr(buf_str(&r.log), limits[_i].log) &&
		      !strstr(buf_str(&r.log), "failed"), "%s: %.300s", what,
		      buf_str(&r.log));
	runner_release(&r);
	free(body);
}
END_TEST

/* If the second page of a list is requeued, the run does not request the first
 * page again. */
START_TEST(requeued_page)
{
	char *body = large(UNDER);
	const struct server_reply script[] = {
		{ .when = "NextToken=t1", .body = body },
		{ .when = "ImageId=big", .body =
		  "<ListResponse><set><item><id>1</id></item></set>"
		  "<nextToken>t1</nextToken></ListResponse>" },
		{ .after_closed = 1, .body = LIST("1"), .delay_ms = 10 },
	};
	static const char *const words[] = { "a", "big", NULL };
	struct runner r = {
		.call = &list, .words = words, .script = script,
		.script_count = 3, .buffered_max = 300000,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	ck_assert_uint_eq(r.rows, UNDER + 2);
	ck_assert_uint_eq(server_holding(r.server, "ImageId=big"), 3);
	ck_assert_uint_eq(server_holding(r.server, "NextToken=t1"), 2);
	ck_assert_ptr_nonnull(strstr(buf_str(&r.quiet), "too long to keep"));
	runner_release(&r);
	free(body);
}
END_TEST

/* As soon as there is memory for a reply that was dropped, the run sends the
 * request again, even if earlier jobs have not finished.  In this test, the
 * earlier job `x` can finish only after this request. */
START_TEST(requeued_once_memory_is_free)
{
	char *body = large(UNDER);
	const struct server_reply script[] = {
		{ .when = "ImageId=d", .times = 1, .delay_ms = 300,
		  .body = body },
		{ .when = "ImageId=a", .after_closed = 1, .body = LIST("1") },
		{ .when = "ImageId=x", .after_requests = 6,
		  .body = LIST("1") },
		{ .body = body },
	};
	static const char *const words[] = { "a", "b", "c", "x", "d", NULL };
	struct runner r = {
		.call = &list, .words = words, .script = script,
		.script_count = 4, .buffered_max = 1600000, .attempts_max = 1,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	ck_assert_msg(!strstr(buf_str(&r.log), "failed"), "%.300s",
		      buf_str(&r.log));
	ck_assert_uint_eq(r.rows, 3 * UNDER + 2);
	ck_assert_uint_ge(server_count(r.server), 6);
	runner_release(&r);
	free(body);
}
END_TEST

/* The memory for page tokens counts towards the memory limit. */
START_TEST(memory_for_tokens)
{
	char *token = check_repeat('t', 200000), *body = large(2000);
	struct buf first = { 0 };
	const struct server_reply script[] = {
		{ .when = "NextToken=t", .body = body },
		{ .when = "ImageId=big", .body = (buf_printf(&first,
		  "<ListResponse><set/><nextToken>%s</nextToken>"
		  "</ListResponse>", token), first.data) },
		{ .after_closed = 1, .body = LIST("1") },
	};
	static const char *const words[] = { "a", "big", NULL };
	struct runner r = {
		.call = &list, .words = words, .script = script,
		.script_count = 3, .buffered_max = 500000,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	ck_assert_uint_eq(r.rows, 2001);
	ck_assert_uint_eq(server_holding(r.server, "NextToken=t"), 2);
	runner_release(&r);
	buf_release(&first);
	free(token);
	free(body);
}
END_TEST

/* After the run has handed out the rows of complete pages, it may still repeat
 * the request for the next page. */
START_TEST(retry_after_whole_pages)
{
	char *body = large(OVER);
	struct buf first = { 0 };
	const struct server_reply script[] = {
		{ .when = "NextToken=t1", .times = 1, .delay_ms = 1500,
		  .status = 503, .body = "x" },
		{ .when = "NextToken=t1", .body = LIST("1") },
		{ .when = "ImageId=big", .body = (buf_printf(&first,
		  "%.*s<nextToken>t1</nextToken></ListResponse>",
		  (int)(strlen(body) - strlen("</ListResponse>")), body),
		  first.data) },
		{ .delay_ms = 700, .body = LIST("1") },
	};
	static const char *const words[] = { "a", "big", NULL };
	struct runner r = {
		.call = &list, .words = words, .script = script,
		.script_count = 4,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	ck_assert_msg(!strstr(buf_str(&r.log), "failed"), "%.300s",
		      buf_str(&r.log));
	ck_assert_uint_eq(r.rows, OVER + 2);
	ck_assert_uint_eq(server_holding(r.server, "ImageId=big"), 3);
	runner_release(&r);
	buf_release(&first);
	free(body);
}
END_TEST

/* The run does not repeat a write whose reply it has dropped.  Instead, a read
 * shows whether the write took effect. */
START_TEST(no_memory_for_write)
{
	char *name = check_repeat('x', 500000);
	struct buf body = { 0 };
	const struct server_reply script[] = {
		{ .when = "Action=Read", .body = "<ReadResponse/>" },
		{ .when = "ImageId=b", .times = 1, .body = (buf_printf(&body,
		  "<ModifyResponse><x>%s</x><y/></ModifyResponse>", name),
		  body.data) },
		{ .after_closed = 1, .delay_ms = 10,
		  .body = "<ModifyResponse/>" },
	};
	static const char *const words[] = { "a", "b", "-p", "X", NULL };
	struct runner r = {
		.call = &modify, .words = words, .script = script,
		.script_count = 3, .buffered_max = 100000, .no_read_back = true,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	ck_assert_msg(strstr(buf_str(&r.log), "failed b: URL: reply: larger "
					      "than the memory that other "
					      "replies leave free; "), "%s",
		      buf_str(&r.log));
	ck_assert_uint_eq(server_holding(r.server, "ImageId=b&"), 2);
	runner_release(&r);
	buf_release(&body);
	free(name);
}
END_TEST

/* The list has two pages.  The run hands out rows of the first page before that
 * page is complete. */
START_TEST(streamed_page)
{
	struct buf first = { 0 };
	char *body = large(OVER);
	struct server_reply script[] = {
		{ .when = "NextToken=t1", .times = 1, .status = 503 },
		{ .when = "NextToken=t1", .body = LIST("1") },
		{ .times = 1 },
	};
	static const char *const words[] = { "a", NULL };
	struct runner r = {
		.call = &list, .words = words,
		.script = script, .script_count = 3,
	};

	buf_append(&first, body, strlen(body) - strlen("</ListResponse>"));
	buf_puts(&first, "<nextToken>t1</nextToken></ListResponse>");
	script[2].body = first.data;
	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	ck_assert_msg(r.rows == OVER + 1, "%zu rows", r.rows);
	ck_assert_uint_eq(server_count(r.server), 3);
	runner_release(&r);
	buf_release(&first);
	free(body);
}
END_TEST

static const struct {
	const char *what;
	const char *words[4];
	size_t count;
	int at;			/* row at which the sink fails */
} sinks[] = {
	{ "the first row of a short reply", { "big" }, UNDER, 1 },
	{ "the last row of a short reply", { "big" }, UNDER, UNDER },
	{ "the first row of a long reply", { "big" }, OVER, 1 },
	{ "a later row of a long reply", { "big", "b" }, OVER, 15000 },
	{ "the first row of the second job", { "a", "big" }, OVER, 2 },
};

/* If the sink fails, the run ends with the sink's error.  No job is reported as
 * failed. */
START_TEST(sink_fails)
{
	char *body = large(sinks[_i].count);
	const struct server_reply script[] = {
		{ .when = "ImageId=big", .body = body },
		{ .body = LIST("1") },
	};
	struct runner r = {
		.call = &list, .words = sinks[_i].words,
		.script = script, .script_count = 2,
		.fail_at_row = sinks[_i].at,
	};

	runner_run(&r);
	ck_assert_msg(r.rc == -1, "%s: %.300s", sinks[_i].what,
		      buf_str(&r.log));
	check_text(sinks[_i].what, r.err.text, "the sink is full");
	ck_assert_msg((int)r.rows == sinks[_i].at, "%s: %zu rows",
		      sinks[_i].what, r.rows);
	ck_assert_msg(server_holding(r.server, "ImageId=big") == 1, "%s",
		      sinks[_i].what);
	ck_assert_ptr_null(strstr(buf_str(&r.log), "failed"));
	runner_release(&r);
	free(body);
}
END_TEST

/* If the sink does not accept a job, the sink gets no rows of this job. */
START_TEST(sink_fails_at_begin)
{
	static const struct server_reply reply = { .body = LIST("1") };
	static const char *const words[] = { "a", NULL };
	struct runner r = {
		.call = &list, .words = words, .script = &reply,
		.script_count = 1, .fail_at_begin = true,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, -1);
	check_text("error", r.err.text, "the sink is full");
	check_text("log", buf_str(&r.log), "");
	runner_release(&r);
}
END_TEST

/* If the sink fails at the end of a job, no other job ends. */
START_TEST(sink_fails_at_done)
{
	static const struct server_reply reply = { .body = LIST("1") };
	static const char *const words[] = { "a", "b", NULL };
	struct runner r = {
		.call = &list, .words = words, .script = &reply,
		.script_count = 1, .fail_at_done = 1,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, -1);
	check_text("error", r.err.text, "the sink is full");
	ck_assert_uint_eq(r.done, 1);
	runner_release(&r);
}
END_TEST

START_TEST(source_fails)
{
	static const struct server_reply reply = { .body = LIST("1") };
	static const char *const words[] = { "a", "-", NULL };
	int fd = open("/", O_RDONLY);
	struct runner r = {
		.call = &list, .words = words,
		.script = &reply, .script_count = 1, .input_fd = fd,
	};

	ck_assert_int_ge(fd, 0);
	runner_run(&r);
	ck_assert_int_eq(r.rc, -1);
	/* The run finishes jobs that have begun. */
	check_text("log", buf_str(&r.log), DONE("a", "1"));
	ck_assert_msg(strncmp(r.err.text, "standard input: ", 16) == 0, "%s",
		      r.err.text);
	runner_release(&r);
	(void)close(fd);
}
END_TEST

static const struct {
	const char *what;
	const char *words[8];
	const char *input;
	int under_way, stop_at_done, stop_after_ms;
	struct server_reply script[4];
	const char *log;
	size_t requests_max;
	unsigned long untried;
	bool unread;
} stops[] = {
	{ "stop between two jobs", { "-" }, "a\nb\nc\nd\ne\nf\ng\nh\n", 1, 1, 0,
	  {{ .delay_ms = 10, .body = LIST("1") }}, DONE("a", "1"), 2, 4, true },
	{ "stop while all requests wait for replies", { "a", "b" }, NULL, 4, 0,
	  300, {{ .delay_ms = 20000, .body = LIST("1") }}, "", 2, 2, false },
	{ "stop before some jobs have begun", { "a", "b", "c", "d", "e", "f" },
	  NULL, 1, 0, 300, {{ .delay_ms = 20000, .body = LIST("1") }}, "", 1,
	  6, false },
	{ "stop after two of four jobs", { "a", "b", "c", "d" }, NULL, 4, 0,
	  1000,
	  {{ .when = "ImageId=a", .delay_ms = 20000, .body = LIST("1") },
	   { .when = "ImageId=c", .delay_ms = 20000, .body = LIST("1") },
	   { .when = "ImageId=d", .status = 400, .body = ERROR("X") },
	   { .body = LIST("1") }},
	  DONE("b", "1") "failed d: Client.X: words; ", 4, 2, false },
	{ "stop after the first job has finished", { "a", "b" }, NULL, 4, 0,
	  1000,
	  {{ .when = "ImageId=b", .delay_ms = 20000, .body = LIST("1") },
	   { .body = LIST("1") }}, DONE("a", "1"), 2, 1, false },
	{ "stop during the second page of a list", { "a" }, NULL, 4, 0, 500,
	  {{ .when = "NextToken=t1", .delay_ms = 20000, .body = LIST("2") },
	   { .body = "<ListResponse><set><item><id>1</id></item></set>"
	     "<nextToken>t1</nextToken></ListResponse>" }},
	  "begin a; row a 1; ", 2, 1, false },
	{ "stop while waiting for a retry", { "a" }, NULL, 4, 0, 300,
	  {{ .delay_ms = 290, .status = 503 }}, "", 8, 1, false },
};

START_TEST(stop)
{
	struct runner r = {
		.call = &list, .words = stops[_i].words,
		.input = stops[_i].input, .script = stops[_i].script,
		.script_count = 4, .under_way_max = stops[_i].under_way,
		.stop_at_done = stops[_i].stop_at_done, .attempts_max = 50,
		.stop_after_ms = stops[_i].stop_after_ms,
	};

	runner_run(&r);
	ck_assert_msg(r.rc == 0, "%s: %s", stops[_i].what, r.err.text);
	check_text(stops[_i].what, buf_str(&r.log), stops[_i].log);
	ck_assert_msg(r.untried == stops[_i].untried &&
		      r.unread == stops[_i].unread,
		      "%s: untried %lu, unread %d", stops[_i].what, r.untried,
		      r.unread);
	ck_assert_msg(server_count(r.server) <= stops[_i].requests_max,
		      "%s: %zu requests", stops[_i].what,
		      server_count(r.server));
	ck_assert_msg(r.ms < 5000, "%s: %lld ms", stops[_i].what, r.ms);
	runner_release(&r);
}
END_TEST

/* The run is interrupted, and the sink fails when it gets the complete page of
 * an unfinished list.  The run ends with the sink's error. */
START_TEST(stop_and_sink_fails)
{
	static const struct server_reply script[] = {
		{ .when = "NextToken=t1", .delay_ms = 20000 },
		{ .body = "<ListResponse><set><item><id>1</id></item></set>"
		  "<nextToken>t1</nextToken></ListResponse>" },
	};
	static const char *const words[] = { "a", NULL };
	struct runner r = {
		.call = &list, .words = words, .script = script,
		.script_count = 2, .stop_after_ms = 500, .fail_at_row = 1,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, -1);
	check_text("error", r.err.text, "the sink is full");
	runner_release(&r);
}
END_TEST

/* If the user interrupts the run while a write is under way, the run cannot
 * know whether the write took effect. */
START_TEST(stop_of_writes)
{
	static const struct server_reply script[] = {
		{ .when = "ImageId=a", .delay_ms = 20000 },
		{ .when = "Action=Read", .body = "<ReadResponse/>" },
		{ .body = "<ModifyResponse/>" },
	};
	static const char *const words[] = { "a", "b", "c", "-p", "X", NULL };
	struct runner r = {
		.call = &modify, .words = words,
		.script = script, .script_count = 3, .under_way_max = 2,
		.stop_after_ms = 1000,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	check_text("log", buf_str(&r.log),
		   "failed a: whether it was carried out is unknown, since "
		   "the run was interrupted; "
		   "failed b: accepted, but the result was not read back, "
		   "since the run was interrupted; "
		   "failed c: accepted, but the result was not read back, "
		   "since the run was interrupted; ");
	ck_assert_uint_eq(r.untried, 0);
	runner_release(&r);
}
END_TEST

/* The run notices a signal while standard input is silent. */
START_TEST(stop_at_input)
{
	static const struct server_reply reply = { .body = LIST("1") };
	static const char *const words[] = { "a", "-", NULL };
	struct runner r = {
		.call = &list, .words = words,
		.script = &reply, .script_count = 1, .stop_after_ms = 700,
	};
	int fd[2];

	ck_assert_int_eq(pipe(fd), 0);
	r.input_fd = fd[0];
	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	check_text("log", buf_str(&r.log), DONE("a", "1"));
	ck_assert(!r.untried && r.unread);
	ck_assert_msg(r.ms >= 600 && r.ms < 5000, "%lld ms", r.ms);
	/* The run has waited without a busy loop. */
	ck_assert_msg(r.idle < 50, "%zu times idle", r.idle);
	runner_release(&r);
	(void)close(fd[0]);
	(void)close(fd[1]);
}
END_TEST

/* Each line becomes a request as soon as the line is complete.  The child
 * process pauses in the middle of each line. */
START_TEST(slow_input)
{
	static const struct server_reply reply = { .body = LIST("1") };
	static const char *const words[] = { "-", NULL };
	struct runner r = {
		.call = &list, .words = words,
		.script = &reply, .script_count = 1,
	};
	struct timespec pause = { 0, 400000000 };
	int fd[2], status;
	pid_t pid;

	ck_assert_int_eq(pipe(fd), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		bool ok = write(fd[1], "a", 1) == 1;

		(void)nanosleep(&pause, NULL);
		ok = ok && write(fd[1], "1\nb", 3) == 3;
		(void)nanosleep(&pause, NULL);
		ok = ok && write(fd[1], "1\n", 2) == 2;
		_exit(ok ? 0 : 1);
	}
	(void)close(fd[1]);
	r.input_fd = fd[0];
	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	check_text("log", buf_str(&r.log), DONE("a1", "1") DONE("b1", "1"));
	/* The run calls `idle` before each wait, so that a command can write
	 * its rows. */
	ck_assert_uint_ge(r.idle, 3);
	ck_assert_msg(r.idle < 50, "%zu times idle", r.idle);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	runner_release(&r);
	(void)close(fd[0]);
}
END_TEST

/* If one job finds the offset of the clock, all later jobs use this offset. */
START_TEST(clock_is_shared)
{
	static const struct server_reply script[] = {
		{ .times = 1, .status = 400, .clock_off = 7200,
		  .body = ERROR("RequestExpired") },
		{ .body = LIST("1") },
	};
	static const char *const words[] = { "a", "b", "c", NULL };
	struct runner r = {
		.call = &list, .words = words,
		.script = script, .script_count = 2, .under_way_max = 1,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	check_text("log", buf_str(&r.log),
		   DONE("a", "1") DONE("b", "1") DONE("c", "1"));
	ck_assert_uint_eq(server_count(r.server), 4);
	runner_release(&r);
}
END_TEST

/* If the service refuses the keys after it has accepted a write, the write is
 * reported as accepted. */
START_TEST(refused_while_reading_back)
{
	static const struct server_reply script[] = {
		{ .when = "ImageId=a", .delay_ms = 600, .status = 403,
		  .body = ERROR("InvalidClientTokenId") },
		{ .when = "Action=Read", .body = "<ReadResponse/>" },
		{ .body = "<ModifyResponse/>" },
	};
	static const char *const words[] = { "a", "b", "-p", "X", NULL };
	struct runner r = {
		.call = &modify, .words = words,
		.script = script, .script_count = 3,
	};

	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	check_text("log", buf_str(&r.log),
		   "failed a: Client.InvalidClientTokenId: words (refused); "
		   "failed b: accepted, but the result was not read back, "
		   "since the credentials were refused; ");
	runner_release(&r);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ jobs, ROWS(cases) },
		{ long_list, 1 },
		{ streaming, ROWS(streams) },
		{ memory_limit, ROWS(limits) },
		{ requeued_page, 1 },
		{ requeued_once_memory_is_free, 1 },
		{ memory_for_tokens, 1 },
		{ retry_after_whole_pages, 1 },
		{ no_memory_for_write, 1 },
		{ streamed_page, 1 },
		{ sink_fails, ROWS(sinks) },
		{ sink_fails_at_begin, 1 }, { sink_fails_at_done, 1 },
		{ source_fails, 1 },
		{ stop, ROWS(stops) },
		{ stop_and_sink_fails, 1 }, { stop_of_writes, 1 },
		{ stop_at_input, 1 },
		{ slow_input, 1 },
		{ clock_is_shared, 1 },
		{ refused_while_reading_back, 1 },
	};

	return check_main("api", tests, ROWS(tests));
}

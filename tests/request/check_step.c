/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of step: the steps from one state of a job to the next. */
#include "request/step.h"

#include "check_unsent.h"

static const struct row rows[] = {
	{ "", .columns = COLUMNS(COLUMN("A", PATH("id"))) },
	ROW_END
};

static const struct exchange_call list_call = {
	.action = "List", .items = "set/item", .rows = rows,
};
static const struct exchange_call write_call = {
	.action = "Write", .items = "", .rows = rows, .writes = true,
};
static const struct exchange_call looked_call = {
	.action = "Write", .items = "", .rows = rows, .writes = true,
	.look = "x shows it",
};

static const struct node item = { .name = "item", .text = "" };

static void add_row(struct unsent *u)
{
	ck_assert_int_eq(step_make_rows(&u->x, &item, &u->err), 0);
}

START_TEST(again)
{
	struct unsent u = { 0 };

	unsent_begin(&u, &list_call, NULL);
	ck_assert_int_eq(step_again(&u.x, 250, UNSENT_NOW), 0);
	check_text("state", unsent_state(&u), "again");
	ck_assert_int_eq(u.x.due_ms, UNSENT_NOW + 250);
	unsent_end(&u);
}
END_TEST

/* "+rows" in `want` means that the job still has rows when it ends. */
static const struct {
	const char *what;
	const struct exchange_call *call;
	int (*step)(struct exchange *x);
	bool whole;		/* the rows belong to a whole page */
	enum exchange_phase phase;
	const char *faults;	/* faults of the answer, or NULL */
	const char *want;
} ends[] = {
	{ "a job that succeeds", &list_call, step_done, false, EXCHANGE_MAIN,
	  NULL, "done +rows" },
	{ "a page that failed", &list_call, step_fail, false, EXCHANGE_MAIN,
	  NULL, "failed: why" },
	{ "a page that failed after a whole page", &list_call, step_fail, true,
	  EXCHANGE_MAIN, NULL, "failed: why +rows" },
	{ "a write that failed", &write_call, step_fail, true, EXCHANGE_MAIN,
	  NULL, "failed: why" },
	{ "a write that failed during --wait", &write_call, step_fail,
	  true, EXCHANGE_AWAIT, NULL, "failed: why +rows" },
	{ "a write that may have worked", &write_call, step_unsettled, true,
	  EXCHANGE_MAIN, NULL,
	  "failed: why | the change may have been made anyway" },
	{ "a write that may have worked, and a command that shows it",
	  &looked_call, step_unsettled, true, EXCHANGE_MAIN, NULL,
	  "failed: why | the change may have been made anyway: x shows it" },
	{ "a fault of a read", &list_call, step_done, true, EXCHANGE_MAIN,
	  "b: missing", "failed: b: missing +rows" },
	{ "a fault of a write that no command shows", &write_call, step_done,
	  true, EXCHANGE_MAIN, "b: missing", "failed: b: missing +rows" },
	{ "a fault of a write that a command shows", &looked_call, step_done,
	  true, EXCHANGE_MAIN, "b: missing",
	  "failed: b: missing | x shows it +rows" },
};

START_TEST(ended)
{
	const char *faults = ends[_i].faults;
	struct unsent u = { 0 };

	unsent_begin(&u, ends[_i].call, NULL);
	add_row(&u);
	if (ends[_i].whole)
		rowbuf_commit(&u.x.rows);
	u.x.phase = ends[_i].phase;
	if (faults)
		buf_append(&u.x.answer.faults, faults, strlen(faults) + 1);
	else
		err_set(&u.x.result.err, "why");
	ck_assert_int_eq(ends[_i].step(&u.x), 0);
	check_text(ends[_i].what, unsent_state(&u), ends[_i].want);
	ck_assert_uint_eq(u.x.result.faults_len, 0);
	unsent_end(&u);
}
END_TEST

/* An existing hint stays. */
START_TEST(hinted)
{
	struct unsent u = { 0 };

	unsent_begin(&u, &looked_call, NULL);
	err_set(&u.x.result.err, "why");
	err_hint(&u.x.result.err, "do that");
	ck_assert_int_eq(step_unsettled(&u.x), 0);
	check_text("hint", unsent_state(&u), "failed: why | do that");
	unsent_end(&u);
}
END_TEST

/* A job with an error keeps the error and all faults.  In a job without an
 * error, the first fault becomes the error. */
START_TEST(faults)
{
	struct unsent u = { 0 };

	unsent_begin(&u, &list_call, NULL);
	buf_append(&u.x.answer.faults, "a\0b", 4);
	u.x.result.failed = _i;
	if (_i)
		err_set(&u.x.result.err, "why");
	ck_assert_int_eq(step_done(&u.x), 0);
	check_text("error", u.x.result.err.text, _i ? "why" : "a");
	ck_assert_uint_eq(u.x.result.faults_len, _i ? 4 : 2);
	check_text("rest", u.x.result.faults, _i ? "a" : "b");
	unsent_end(&u);
}
END_TEST

/* When a later page fails, the faults of whole pages stay. */
START_TEST(faults_of_failure)
{
	struct unsent u = { 0 };

	unsent_begin(&u, &list_call, NULL);
	buf_append(&u.x.answer.faults, "a\0b", 4);
	u.x.answer.faults_whole = 2;
	err_set(&u.x.result.err, "why");
	ck_assert_int_eq(step_fail(&u.x), 0);
	ck_assert_uint_eq(u.x.result.faults_len, 2);
	check_text("fault", u.x.result.faults, "a");
	unsent_end(&u);
}
END_TEST

/* Run 1 is a dry run.  In run 2, the endpoint does not know MaxResults. */
START_TEST(request)
{
	static const char *const params[] = {
		"Id", "a", "ClientToken", "t", "MaxResults", "5", NULL
	};
	struct unsent u = { 0 };
	struct buf text = { 0 };

	unsent_begin(&u, &list_call, params);
	u.run.dry_run = _i == 1;
	u.target.extras.left_out = _i == 2 ? EXTRAS_PAGE : 0;
	ck_assert_int_eq(step_main_request(&u.x, &u.err), 0);
	query_text(&u.x.query, &text);
	check_text("request", buf_str(&text), _i == 1
		   ? "Action=List&Version=v&DryRun=true&Id=a&ClientToken=t"
		     "&MaxResults=5"
		   : _i == 2 ? "Action=List&Version=v&Id=a&ClientToken=t"
		   : "Action=List&Version=v&Id=a&ClientToken=t&MaxResults=5");
	ck_assert_uint_eq(u.x.left_out, u.target.extras.left_out);
	buf_release(&text);
	unsent_end(&u);
}
END_TEST

START_TEST(cleared)
{
	struct exchange_result r = {
		.failed = true, .refused = true, .answered_false = true,
		.failure = HTTP_FAILED, .status = 500, .code = "a",
		.request_id = "b", .attempts = 2, .proxy = "p",
		.clock_off = 9, .faults = "f", .faults_len = 2,
		.merged = true, .everywhere = true, .again = true,
	};

	err_set(&r.err, "why");
	step_clear_result(&r);
	ck_assert(!r.failed && !r.refused && !r.answered_false &&
		  r.failure == HTTP_WHOLE && !r.status && !r.attempts &&
		  !r.clock_off && !r.faults && !r.faults_len);
	ck_assert(!r.merged && !r.everywhere && !r.again);
	check_text("code", r.code, "");
	check_text("id", r.request_id, "");
	check_text("proxy", r.proxy, "");
	check_text("error", r.err.text, "");
}
END_TEST

START_TEST(noted)
{
	struct unsent u = { 0 };

	unsent_begin(&u, &list_call, NULL);
	step_note(&u.x, false, "a");
	step_note(&u.x, true, "b");
	check_text("notes", buf_str(&u.notes), "a;!b;");
	unsent_end(&u);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ again, 1 }, { ended, ROWS(ends) }, { hinted, 1 },
		{ faults, 2 }, { faults_of_failure, 1 }, { request, 3 },
		{ cleared, 1 }, { noted, 1 },
	};

	return check_main("step", cases, ROWS(cases));
}

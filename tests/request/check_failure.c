/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of failure: the step after a failed attempt. */
#include "request/failure.h"

#include <time.h>

#include "check_unsent.h"
#include "request/step.h"

static bool never(const struct node *reply, const struct params *write)
{
	(void)reply;
	(void)write;
	return false;
}

static const struct readback readbacks[] = {
	{ "Id", "Look", .subject = "Id", .holds = never, .missing = "no" },
	{ .when = NULL }
};

static const struct row rows[] = { ROW_END };

static const struct exchange_call read_call = {
	.action = "Read", .items = "", .rows = rows,
};
static const struct exchange_call write_call = {
	.action = "Write", .items = "", .rows = rows, .writes = true,
	.readbacks = readbacks,
};
static const struct exchange_call unread_call = {
	.action = "Write", .items = "", .rows = rows, .writes = true,
	.look = "x shows it",
};
static const struct exchange_call once_call = {
	.action = "Write", .items = "", .rows = rows, .writes = true,
	.once = true, .look = "x shows it",
};
static const struct until until = { .action = "Read", .good = "g" };
static const struct exchange_call until_call = {
	.action = "Write", .items = "", .rows = rows, .writes = true,
	.until = &until,
};

static const char *const params[] = {
	"Id", "a", "ClientToken", "t", "MaxResults", "5", NULL
};

#define MAYBE " | the change may have been made anyway"
#define FAILED "failed: Client.UnknownParameter: The parameter MaxResults is " \
	"not recognized"
#define LOOK MAYBE ": x shows it"

/* An attempt ends with an event.  `final` means that a retry would fail in the
 * same way.  `foreign` means that the reply is not a reply of EC2. */
struct happened {
	enum retry_event event;
	long status;
	const char *code;
	bool final, foreign;
};

static const struct {
	const char *what;
	const struct exchange_call *call;
	bool dry_run;
	struct happened happened[4];	/* the end of each attempt; `code` is
					 * NULL after the last attempt */
	const char *want;
	enum exchange_doubt doubt;
} attempts[] = {
	{ "a read that the service refuses", &read_call, false,
	  { { RETRY_ANSWERED, 400, "X" } }, "failed: why", EXCHANGE_NO_DOUBT },
	{ "a read with a failure of the service", &read_call, false,
	  { { RETRY_ANSWERED, 500, "X" } }, "again", EXCHANGE_FAILED_LATE },
	{ "a read with a failure that a retry would repeat", &read_call, false,
	  { { RETRY_BROKEN, 0, "", true } }, "failed: why",
	  EXCHANGE_MAY_HAVE_WORKED },
	{ "a read that fails at each attempt", &read_call, false,
	  { { RETRY_NOT_SENT, 0, "" }, { RETRY_NOT_SENT, 0, "" },
	    { RETRY_NOT_SENT, 0, "" } }, "failed: why", EXCHANGE_NO_DOUBT },
	{ "a write that was refused", &write_call, false,
	  { { RETRY_ANSWERED, 400, "X" } }, "failed: why", EXCHANGE_NO_DOUBT },
	{ "a write that was not sent", &once_call, false,
	  { { RETRY_NOT_SENT, 0, "" } }, "again", EXCHANGE_NO_DOUBT },
	{ "a write whose reply was lost", &write_call, false,
	  { { RETRY_BROKEN, 0, "" } }, "again", EXCHANGE_MAY_HAVE_WORKED },
	{ "a write that must not be repeated", &once_call, false,
	  { { RETRY_BROKEN, 0, "" } }, "failed: why" LOOK,
	  EXCHANGE_MAY_HAVE_WORKED },
	{ "a failed write that must not be repeated", &once_call, false,
	  { { RETRY_ANSWERED, 500, "X" } }, "failed: why" LOOK,
	  EXCHANGE_FAILED_LATE },
	{ "a write that a busy service refused", &once_call, false,
	  { { RETRY_ANSWERED, 503, "X" } }, "failed: why",
	  EXCHANGE_FAILED_LATE },
	{ "a write with status 502 of a gateway", &once_call, false,
	  { { RETRY_ANSWERED, 502, "" } }, "failed: why" LOOK,
	  EXCHANGE_FAILED_LATE },
	{ "a write with the page of a portal", &once_call, false,
	  { { RETRY_ANSWERED, 200, "", false, true } }, "failed: why" LOOK,
	  EXCHANGE_NO_DOUBT },
	{ "reply lost, retry refused, and a read", &write_call, false,
	  { { RETRY_BROKEN, 0, "" }, { RETRY_ANSWERED, 400, "X" } }, "look",
	  EXCHANGE_SETTLING },
	{ "reply lost, retry refused, and no read", &unread_call, false,
	  { { RETRY_BROKEN, 0, "" }, { RETRY_ANSWERED, 400, "X" } },
	  "failed: why" LOOK, EXCHANGE_MAY_HAVE_WORKED },
	{ "service failed, retry refused", &write_call, false,
	  { { RETRY_ANSWERED, 500, "X" }, { RETRY_ANSWERED, 400, "X" } },
	  "failed: why", EXCHANGE_FAILED_LATE },
	{ "service failed, reply lost, retry refused", &write_call, false,
	  { { RETRY_ANSWERED, 500, "X" }, { RETRY_BROKEN, 0, "" },
	    { RETRY_ANSWERED, 400, "X" } }, "look", EXCHANGE_SETTLING },
	{ "a dry run whose reply was lost", &once_call, true,
	  { { RETRY_BROKEN, 0, "" } }, "failed: why",
	  EXCHANGE_MAY_HAVE_WORKED },
};

START_TEST(attempted)
{
	struct unsent u = { 0 };
	const struct happened *h = attempts[_i].happened;

	unsent_begin(&u, attempts[_i].call, params);
	u.run.dry_run = attempts[_i].dry_run;
	for (; h->code; h++) {
		struct exchange_result *r = &u.x.attempt.result;

		r->status = h->status;
		(void)snprintf(r->code, sizeof(r->code), "%s", h->code);
		err_set(&r->err, "why");
		u.x.attempt.foreign = h->foreign;
		ck_assert_int_eq(failure_of_attempt(&u.x, h->event, h->final,
						    UNSENT_NOW, &u.err), 0);
		u.x.attempts++;
	}
	check_text(attempts[_i].what, unsent_state(&u), attempts[_i].want);
	ck_assert_int_eq(u.x.doubt, attempts[_i].doubt);
	unsent_end(&u);
}
END_TEST

/* If a request came too early, the waits before the retries are as long as
 * allowed, and not random. */
START_TEST(request_too_early)
{
	static const struct exchange_call call = {
		.action = "Write", .items = "", .rows = rows, .writes = true,
		.early = "NotYet", .look = "x shows it",
	};
	static const int waits[] = { 300, 600 };
	struct unsent u = { 0 };

	unsent_begin(&u, &call, params);
	u.x.attempt.result.status = 400;
	(void)snprintf(u.x.attempt.result.code,
		       sizeof(u.x.attempt.result.code), "NotYet");
	for (size_t i = 0; i < ROWS(waits); i++) {
		ck_assert_int_eq(failure_of_attempt(&u.x, RETRY_ANSWERED, false,
						    UNSENT_NOW, &u.err), 0);
		ck_assert_int_eq(u.x.due_ms, UNSENT_NOW + waits[i]);
		u.x.attempts++;
	}
	unsent_end(&u);
}
END_TEST

/* Rows that were handed out are not requested again. */
START_TEST(streamed_rows)
{
	struct unsent u = { 0 };

	unsent_begin(&u, &read_call, params);
	u.x.attempt.streamed = true;
	err_set(&u.x.attempt.result.err, "why");
	ck_assert_int_eq(failure_of_attempt(&u.x, RETRY_BROKEN, false,
					    UNSENT_NOW, &u.err), 0);
	check_text("state", unsent_state(&u), "failed: why");
	unsent_end(&u);
}
END_TEST

/* If the endpoint does not support client tokens, a retry may make the change
 * twice.  Instead, the run reads whether the change was made. */
START_TEST(token_left_out)
{
	struct unsent u = { 0 };

	unsent_begin(&u, &write_call, params);
	if (_i)
		u.x.left_out = EXTRAS_TOKEN;
	else
		u.target.extras.token_unknown = true;
	err_set(&u.x.attempt.result.err, "why");
	ck_assert_int_eq(failure_of_attempt(&u.x, RETRY_BROKEN, false,
					    UNSENT_NOW, &u.err), 0);
	check_text("state", unsent_state(&u), "look");
	unsent_end(&u);
}
END_TEST

/* Errors that the service reports. */
static const struct {
	const char *what;
	const struct exchange_call *call;
	bool dry_run, wait;
	long status;
	const char *code, *message;
	long clock;		/* seconds that the reply's Date is ahead, or 1
				 * if the reply has no Date */
	const char *want, *notes;
	int attempts;		/* expected number of counted attempts */
} answers[] = {
	{ "a read that is refused", &read_call, false, false, 400, "A.B", "m",
	  1, "failed: Client.A.B: m", "", 1 },
	{ "a write that fails", &once_call, false, false, 503, "A", "m", 1,
	  "failed: Service.A: m", "", 1 },
	{ "a read that fails", &read_call, false, false, 503, "A", "m",
	  1, "again", "attempt 1 of 3 failed, the next in * ms: Service.A: "
	  "m;", 1 },
	{ "a dry run that succeeds", &write_call, true, false, 412,
	  "DryRunOperation", "m", 1, "done", "", 1 },
	{ "DryRunOperation without a dry run", &write_call, false, false, 412,
	  "DryRunOperation", "m", 1, "failed: Client.DryRunOperation: m", "",
	  1 },
	{ "an endpoint without DryRun", &write_call, true, false, 400,
	  "UnknownParameter", "The parameter DryRun is not recognized", 1,
	  "failed: Client.UnknownParameter: The parameter DryRun is not "
	  "recognized | this endpoint has no dry run; nothing was done", "",
	  1 },
	{ "an endpoint without MaxResults", &read_call, false, false, 400,
	  "UnknownParameter",
	  "The parameter MaxResults is not recognized", 1, "again",
	  "repeating the request without MaxResults, which the endpoint "
	  "refuses;", 0 },
	{ "a missing image with a wait", &write_call, false, true, 400,
	  "InvalidAMIID.NotFound", "m", 1, "again",
	  "the image is not visible yet: repeating the request;", 0 },
	{ "a missing image and a wait for a state", &until_call, false, true,
	  400, "InvalidAMIID.NotFound", "m", 1,
	  "failed: Client.InvalidAMIID.NotFound: m", "", 1 },
	{ "a missing image without a wait", &write_call, false, false, 400,
	  "InvalidAMIID.NotFound", "m", 1,
	  "failed: Client.InvalidAMIID.NotFound: m", "", 1 },
	{ "a missing instance with a wait", &write_call, false, true, 400,
	  "InvalidInstanceID.NotFound", "m", 1,
	  "failed: Client.InvalidInstanceID.NotFound: m", "", 1 },
	{ "a clock that is behind", &read_call, false, false, 400,
	  "RequestExpired", "m", 4000, "again", "this machine's clock is * "
	  "seconds behind: signing again with the service's time;", 0 },
	{ "a clock that is ahead", &read_call, false, false, 403,
	  "SignatureDoesNotMatch", "m", -4000, "again", "this machine's clock "
	  "is * seconds ahead: signing again with the service's time;", 0 },
	{ "a clock that is nearly right", &read_call, false, false, 403,
	  "SignatureDoesNotMatch", "m", 200,
	  "failed: Client.SignatureDoesNotMatch: m", "", 1 },
	{ "a reply without a date", &read_call, false, false, 403,
	  "SignatureDoesNotMatch", "m", 1,
	  "failed: Client.SignatureDoesNotMatch: m", "", 1 },
	{ "a wrong clock and another error", &read_call, false, false, 403,
	  "UnauthorizedOperation", "m", 4000,
	  "failed: Client.UnauthorizedOperation: m", "", 1 },
};

/* In these cases, the run does not leave out the parameter that the endpoint
 * refuses. */
static const struct {
	const char *what;
	const struct exchange_call *call;
	long pages;		/* number of complete pages before this page */
	bool streamed;
	enum exchange_doubt doubt;
	const char *want;
} kept[] = {
	{ "a refusal on a later page", &read_call, .pages = 1, .want = FAILED },
	{ "a refusal after rows were handed out", &read_call, .streamed = true,
	  .want = FAILED },
	{ "a refusal when a write may have worked", &write_call,
	  .doubt = EXCHANGE_MAY_HAVE_WORKED, .want = "look" },
};

START_TEST(not_left_out)
{
	const struct reply_error error = {
		"UnknownParameter",
		"The parameter MaxResults is not recognized",
	};
	const struct http_reply reply = { .status = 400 };
	struct unsent u = { 0 };

	unsent_begin(&u, kept[_i].call, params);
	u.target.extras.optional = EXTRAS_PAGE;
	ck_assert_int_eq(step_main_request(&u.x, &u.err), 0);
	u.x.attempt.result.status = 400;
	u.x.pages.count = kept[_i].pages;
	u.x.attempt.streamed = kept[_i].streamed;
	u.x.doubt = kept[_i].doubt;
	ck_assert_int_eq(failure_of_service(&u.x, &reply, &error, UNSENT_NOW,
					    &u.err), 0);
	check_text(kept[_i].what, unsent_state(&u), kept[_i].want);
	unsent_end(&u);
}
END_TEST

/* Returns whether TEXT matches PATTERN, in which a `*` means digits. */
static bool fits(const char *pattern, const char *text)
{
	for (; *pattern; pattern++) {
		if (*pattern == '*') {
			text += strspn(text, "0123456789");
			continue;
		}
		if (*pattern != *text++)
			return false;
	}
	return !*text;
}

START_TEST(service_errors)
{
	const struct reply_error error = {
		answers[_i].code, answers[_i].message,
	};
	struct http_reply reply = { .status = answers[_i].status };
	time_t date = time(NULL) + answers[_i].clock;
	struct tm tm;
	struct unsent u = { 0 };

	if (answers[_i].clock != 1)
		ck_assert(gmtime_r(&date, &tm) &&
			  strftime(reply.head.date, sizeof(reply.head.date),
				   "%a, %d %b %Y %H:%M:%S GMT", &tm));
	unsent_begin(&u, answers[_i].call, params);
	u.target.extras.optional = EXTRAS_PAGE;
	u.run.dry_run = answers[_i].dry_run;
	u.run.wait = answers[_i].wait;
	ck_assert_int_eq(step_main_request(&u.x, &u.err), 0);
	u.x.attempt.result.status = reply.status;
	ck_assert_int_eq(failure_of_service(&u.x, &reply, &error, UNSENT_NOW,
					    &u.err), 0);
	check_text(answers[_i].what, unsent_state(&u), answers[_i].want);
	ck_assert_msg(fits(answers[_i].notes, buf_str(&u.notes)),
		      "%s: notes '%s'", answers[_i].what, buf_str(&u.notes));
	ck_assert_int_eq(u.x.attempts, answers[_i].attempts);
	unsent_end(&u);
}
END_TEST

/* This machine's clock was wrong, and has been corrected.  The run signs again
 * with this machine's time, but only once. */
START_TEST(clock_once)
{
	const struct reply_error error = { "RequestExpired", "m" };
	struct http_reply reply = { .status = 400 };
	time_t now = time(NULL);
	struct unsent u = { 0 };
	struct tm tm;

	ck_assert(gmtime_r(&now, &tm) &&
		  strftime(reply.head.date, sizeof(reply.head.date),
			   "%a, %d %b %Y %H:%M:%S GMT", &tm));
	unsent_begin(&u, &read_call, params);
	u.x.attempt.result.status = 400;
	u.x.attempt.clock_off = 4000;
	ck_assert_int_eq(failure_of_service(&u.x, &reply, &error, UNSENT_NOW,
					    &u.err), 0);
	check_text("first", unsent_state(&u), "again");
	check_text("note", buf_str(&u.notes), "this machine's clock is right "
		   "again: signing again with its time;");
	ck_assert_int_eq(u.target.service.clock_off, 0);
	ck_assert_int_eq(failure_of_service(&u.x, &reply, &error, UNSENT_NOW,
					    &u.err), 0);
	check_text("second", unsent_state(&u),
		   "failed: Client.RequestExpired: m");
	unsent_end(&u);
}
END_TEST

/* The run waits for an image that the service does not know yet. */
START_TEST(image_wait)
{
	static const struct {
		long long now, due;	/* `due` is 0 if the wait is over */
	} steps[] = {
		{ 0, 500 }, { 500, 1000 }, { 6000, 6500 }, { 30000, 32500 },
		{ 54000, 58500 }, { 55000, 59584 }, { 56000, 0 },
	};
	const struct reply_error error = { "InvalidAMIID.NotFound", "m" };
	const struct http_reply reply = { .status = 400 };
	struct unsent u = { 0 };

	unsent_begin(&u, &write_call, params);
	u.run.wait = true;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		u.x.attempt.result.status = 400;
		ck_assert_int_eq(failure_of_service(&u.x, &reply, &error,
						    steps[i].now, &u.err), 0);
		ck_assert_msg(u.x.state == EXCHANGE_DONE ? !steps[i].due
			      : u.x.due_ms == steps[i].due, "at %lld: %lld",
			      steps[i].now, u.x.due_ms);
	}
	unsent_end(&u);
}
END_TEST

/* Transfers that fail. */
static const struct {
	const char *what;
	const struct exchange_call *call;
	enum http_failure failure;
	bool limit;
	const char *want;
} transfers[] = {
	{ "an unknown host", &once_call, HTTP_NO_HOST, false, "again" },
	{ "a proxy that refuses", &once_call, HTTP_NO_TUNNEL, false,
	  "failed: why" },
	{ "no connection", &once_call, HTTP_NO_CONNECTION, false, "again" },
	{ "too many open files", &once_call, HTTP_NO_FILES, false, "again" },
	{ "a failed TLS handshake", &once_call, HTTP_NO_TLS, false, "again" },
	{ "no common TLS version or cipher", &once_call, HTTP_TLS_REFUSED,
	  false, "failed: why" },
	{ "a certificate that is not trusted", &once_call, HTTP_UNVERIFIED,
	  false, "failed: why" },
	{ "a timeout of a write", &once_call, HTTP_TIMED_OUT, false,
	  "failed: why" LOOK },
	{ "a timeout of a read", &read_call, HTTP_TIMED_OUT, false,
	  "again" },
	{ "a reply that exceeds a limit", &read_call, HTTP_TIMED_OUT, true,
	  "failed: why" },
};

START_TEST(failed_transfers)
{
	struct http_reply reply = { .failure = transfers[_i].failure };
	struct unsent u = { 0 };

	unsent_begin(&u, transfers[_i].call, params);
	u.x.attempt.result.failure = transfers[_i].failure;
	if (transfers[_i].limit)
		err_limit(&u.x.attempt.result.err, "why");
	else
		err_set(&u.x.attempt.result.err, "why");
	ck_assert_int_eq(failure_of_transfer(&u.x, &reply, UNSENT_NOW, &u.err),
			 0);
	check_text(transfers[_i].what, unsent_state(&u), transfers[_i].want);
	unsent_end(&u);
}
END_TEST

/* Pages that are not replies of EC2. */
static const struct {
	const char *what;
	const struct exchange_call *call;
	bool dry_run;
	long status;
	const char *page, *want;
	bool throttled;
	enum exchange_doubt doubt;
} pages[] = {
	{ "a page with status 403", &read_call, false, 403, "no", "failed: why",
	  false },
	{ "a page with status 429", &read_call, false, 429, "no", "again",
	  true },
	{ "status 502 for a write that must not be repeated", &once_call, false,
	  502, "no", "failed: why" LOOK, false, EXCHANGE_MAY_HAVE_WORKED },
	{ "status 504 for a write that may be repeated", &write_call, false,
	  504, "no", "again", false, EXCHANGE_MAY_HAVE_WORKED },
	{ "a page that refuses MaxResults", &read_call, false, 400,
	  "Failed to bind the following fields: MaxResults = 5", "again",
	  false },
	{ "a page that refuses DryRun", &write_call, true, 400,
	  "Failed to bind the following fields: DryRun = true", "failed: why | "
	  "this endpoint has no dry run; nothing was done", false },
};

START_TEST(foreign_page)
{
	struct unsent u = { 0 };

	unsent_begin(&u, pages[_i].call, params);
	u.target.extras.optional = EXTRAS_PAGE;
	u.run.dry_run = pages[_i].dry_run;
	ck_assert_int_eq(step_main_request(&u.x, &u.err), 0);
	u.x.attempt.result.status = pages[_i].status;
	err_set(&u.x.attempt.result.err, "why");
	buf_puts(&u.x.intake.page, pages[_i].page);
	ck_assert_int_eq(failure_of_foreign(&u.x, UNSENT_NOW, &u.err), 0);
	check_text(pages[_i].what, unsent_state(&u), pages[_i].want);
	ck_assert(u.x.attempt.foreign);
	ck_assert_int_eq(u.x.doubt, pages[_i].doubt);
	ck_assert_int_eq(u.x.attempt.throttled, pages[_i].throttled);
	unsent_end(&u);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ attempted, ROWS(attempts) },
		{ request_too_early, 1 },
		{ streamed_rows, 1 },
		{ token_left_out, 2 },
		{ service_errors, ROWS(answers) },
		{ not_left_out, ROWS(kept) },
		{ clock_once, 1 },
		{ image_wait, 1 },
		{ failed_transfers, ROWS(transfers) },
		{ foreign_page, ROWS(pages) },
	};

	return check_main("failure", cases, ROWS(cases));
}

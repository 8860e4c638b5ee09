/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of exchange, through api: how one job handles its replies. */
#include "request/exchange.h"

#include <time.h>

#include "base/codec.h"
#include "check_unsent.h"
#include "support/runner.h"

/* DEEP has the start tags of sixteen nested elements. */
#define DEEP "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>"

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", LITERAL("R")),
		COLUMN("B", REQUEST("ImageId"))) },
	ROW_END
};

static const struct row item_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", PATH("id"))) },
	ROW_END
};

static const struct row answer_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", REQUEST("ImageId")),
		COLUMN("B", PATH("return|result"))) },
	ROW_END
};

static bool has_code(const struct node *reply, const struct params *request)
{
	const char *code = params_get(request, "ProductCode.1");
	const char *got = item_text(reply, "productCodes/item/productCode");

	return got && strcmp(got, code) == 0;
}

static const struct readback readbacks[] = {
	{ "ProductCode.", "DescribeImageAttribute", "productCodes", "ImageId",
	  .always = true, .holds = has_code, .missing = "it is not there",
	  .hint = "some drop it" },
	{ .when = NULL }
};

static const struct readback only_if_unclear[] = {
	{ "ProductCode.", "DescribeImageAttribute", "productCodes", "ImageId",
	  .holds = has_code, .missing = "it is not there" },
	{ .when = NULL }
};

/* The calls that the tests use. */
static const struct exchange_call write_call = {
	"Write", "", rows, REPLY_SUCCESS, .writes = true,
};
static const struct exchange_call once_call = {
	"Write", "", rows, REPLY_NO_RETURN, .writes = true, .once = true,
};
static const struct exchange_call list_call = {
	.action = "List", .items = "set/item", .rows = item_rows,
	.pages = true,
};
static const struct exchange_call ask_call = {
	.action = "Ask", .items = "", .rows = answer_rows,
	.returns = REPLY_ANSWER,
};
static const struct exchange_call modify_call = {
	"Modify", "", rows, REPLY_SUCCESS, .writes = true,
	.readbacks = readbacks,
};
static const struct exchange_call unclear_call = {
	"Modify", "", rows, REPLY_SUCCESS, .writes = true,
	.readbacks = only_if_unclear,
};

#define TRUE(action) "<" action "Response><requestId>q</requestId>" \
	"<return>true</return></" action "Response>"
#define REPLY(action, inner) "<" action "Response>" inner "</" action \
	"Response>"
#define ERROR(code) "<Response><Errors><Error><Code>" code "</Code>" \
	"<Message>words</Message></Error></Errors><RequestID>q</RequestID>" \
	"</Response>"
#define HAS_CODE(code) "<DescribeImageAttributeResponse><productCodes><item>" \
	"<productCode>" code "</productCode></item></productCodes>" \
	"</DescribeImageAttributeResponse>"
#define NO_CODES "<DescribeImageAttributeResponse><productCodes/>" \
	"</DescribeImageAttributeResponse>"
#define CUT_AFTER(doc) .body = doc "  ", .end = SERVER_CUT, \
	.cut = sizeof(doc) - 1
#define READ "Action=DescribeImageAttribute"
#define OK "begin a; row R a; done a; "

/* Each run has one job, `a`.  The job sets a product code if its call has
 * readbacks. */
static const struct {
	const char *what;
	const struct exchange_call *call;
	struct server_reply script[4];
	const char *log;
	size_t requests;
} cases[] = {
	{ "<return> is true", &write_call, {{ .body = TRUE("Write") }}, OK, 1 },
	{ "<return> is false", &write_call,
	  {{ .body = REPLY("Write", "<return>false</return>") }},
	  "failed a: the service answered false: not done; ", 1 },
	{ "<return> is neither true nor false", &write_call,
	  {{ .body = REPLY("Write", "<return>maybe</return>") }},
	  "failed a: reply: <return> is 'maybe', neither true nor false; ",
	  1 },
	{ "<return> is empty", &write_call,
	  {{ .body = REPLY("Write", "<return/>") }},
	  "failed a: reply: <return> is '', neither true nor false; ", 1 },
	{ "<return> is missing", &write_call,
	  {{ .body = REPLY("Write", "") }}, OK, 1 },
	{ "false, although <return> is not needed", &once_call,
	  {{ .body = REPLY("Write", "<return>false</return>") }},
	  "failed a: the service answered false: not done; ", 1 },
	{ "a byte order mark", &write_call,
	  {{ .body = "\xef\xbb\xbf" TRUE("Write") }}, OK, 1 },
	/* Answers. */
	{ "the answer true", &ask_call, {{ .body = TRUE("Ask") }},
	  "begin a; row a true; done a; ", 1 },
	{ "the answer false", &ask_call,
	  {{ .body = REPLY("Ask", "<return>false</return>") }},
	  "begin a; row a false; no a; ", 1 },
	{ "the answer false of an old API", &ask_call,
	  {{ .body = REPLY("Ask", "<result>false</result>") }},
	  "begin a; row a false; no a; ", 1 },
	{ "a reply without an answer", &ask_call, {{ .body = REPLY("Ask",
	  "") }},
	  "failed a: could not tell: the reply says neither true nor false; ",
	  1 },
	{ "an invalid answer", &ask_call,
	  {{ .body = REPLY("Ask", "<return>yes</return>") }},
	  "failed a: reply: <return> is 'yes', neither true nor false; ", 1 },
	/* Errors. */
	{ "an error of the client", &write_call,
	  {{ .status = 400, .body = ERROR("Invalid.NotFound") }},
	  "failed a: Client.Invalid.NotFound: words; ", 1 },
	{ "an error of the service at each attempt", &write_call,
	  {{ .status = 500, .body = ERROR("InternalError") }},
	  "failed a: Service.InternalError: words; ", 3 },
	{ "an error with HTTP 200", &write_call,
	  {{ .body = ERROR("Invalid") }}, "failed a: Client.Invalid: words; ",
	  1 },
	{ "an <ErrorResponse>", &write_call,
	  {{ .status = 400, .body = "<ErrorResponse><Error><Code>X</Code>"
	     "<Message>m</Message></Error></ErrorResponse>" }},
	  "failed a: Client.X: m; ", 1 },
	/* Retries. */
	{ "503, then success", &write_call,
	  {{ .times = 1, .status = 503, .body = ERROR("Unavailable") },
	   { .body = TRUE("Write") }}, OK, 2 },
	{ "503 with a web page, then success", &write_call,
	  {{ .times = 2, .status = 503, .body = "<html><br>sorry</html>" },
	   { .body = TRUE("Write") }}, OK, 3 },
	{ "503 without a body, then success", &write_call,
	  {{ .times = 1, .status = 503 }, { .body = TRUE("Write") }}, OK, 2 },
	{ "503 at each attempt", &write_call, {{ .status = 503 }},
	  "failed a: URL: answered HTTP 503 with nothing readable, which is "
	  "not a reply of EC2; ", 3 },
	{ "throttled twice, then success", &write_call,
	  {{ .times = 1, .status = 400, .body = ERROR("Throttling") },
	   { .times = 1, .status = 503,
	     .body = ERROR("RequestLimitExceeded") },
	   { .body = TRUE("Write") }}, OK, 3 },
	{ "a truncated reply, then success", &write_call,
	  {{ .times = 1, .body = TRUE("Write"), .end = SERVER_CUT, .cut = 40 },
	   { .body = TRUE("Write") }}, OK, 2 },
	{ "a complete reply with truncated XML", &write_call,
	  {{ .times = 1, .body = "<WriteResponse><return>true</return>" },
	   { .body = TRUE("Write") }}, OK, 2 },
	{ "malformed XML, then success", &write_call,
	  {{ .times = 1, .body = "<WriteResponse></x>" },
	   { .body = TRUE("Write") }}, OK, 2 },
	{ "an empty reply, then success", &write_call,
	  {{ .times = 1 }, { .body = TRUE("Write") }}, OK, 2 },
	{ "two attempts without a reply, then success", &write_call,
	  {{ .times = 2, .end = SERVER_DROP }, { .body = TRUE("Write") }}, OK,
	  3 },
	{ "a reply that ends within the headers", &write_call,
	  {{ .times = 1, .raw = "HTTP/1.1 400 Bad Request\r\nDate: " },
	   { .body = TRUE("Write") }}, OK, 2 },
	/* In the cases that begin with `once`, only a throttled write is
	 * repeated. */
	{ "once: a success", &once_call, {{ .body = REPLY("Write", "") }}, OK,
	  1 },
	{ "once: a truncated reply", &once_call,
	  {{ .body = REPLY("Write", ""), .end = SERVER_CUT, .cut = 5 }},
	  "failed a: URL: *", 1 },
	{ "once: truncated XML", &once_call, {{ .body = "<WriteResponse>" }},
	  "failed a: URL: reply: broken XML in line 1: *", 1 },
	{ "once: no reply", &once_call, {{ .end = SERVER_DROP }},
	  "failed a: URL: *", 1 },
	{ "once: 503", &once_call,
	  {{ .status = 503, .body = ERROR("Unavailable") }},
	  "failed a: Service.Unavailable: words; ", 1 },
	{ "once: 500 with a web page", &once_call,
	  {{ .status = 500, .body = "sorry" }},
	  "failed a: URL: answered HTTP 500 with a page, which is not a reply "
	  "of EC2: sorry; ", 1 },
	{ "once: throttled, then success", &once_call,
	  {{ .times = 1, .status = 503,
	     .body = ERROR("RequestLimitExceeded") },
	   { .body = REPLY("Write", "") }}, OK, 2 },
	{ "once: 429 with a web page, then success", &once_call,
	  {{ .times = 1, .status = 429, .body = "<html>Slow down</html>" },
	   { .body = REPLY("Write", "") }}, OK, 2 },
	{ "408 on a new connection", &write_call,
	  {{ .status = 408, .body = "late" }},
	  "failed a: URL: answered HTTP 408 with a page, which is not a reply "
	  "of EC2: late; ", 1 },
	{ "408 on a reused connection", &write_call,
	  {{ .times = 1, .status = 503 },
	   { .times = 1, .status = 408, .end = SERVER_CLOSE },
	   { .body = TRUE("Write") }}, OK, 3 },
	/* Replies that are not replies of EC2 to the action. */
	{ "HTML that is XML", &write_call, {{ .body = "<html><body/></html>" }},
	  "failed a: URL: answered HTTP 200 with <html>, which is not a reply "
	  "to Write; ", 1 },
	{ "a reply to another action", &write_call,
	  {{ .body = TRUE("Writes") }},
	  "failed a: URL: answered HTTP 200 with <WritesResponse>, which is "
	  "not a reply to Write; ", 1 },
	{ "a web page that is not XML", &write_call,
	  {{ .headers = "Content-Type: text/html\r\n",
	     .body = "<!DOCTYPE html><p>Welcome<br>" }},
	  "failed a: URL: answered HTTP 200 with text/html, which is not a "
	  "reply of EC2: Welcome; ", 1 },
	{ "a web page that begins as XML", &write_call,
	  {{ .headers = "Content-Type: text/html\r\n",
	     .body = "<html><p>Welcome<br></html>" }},
	  "failed a: URL: answered HTTP 200 with <html>, which is not a reply "
	  "to Write: Welcome; ", 1 },
	{ "a reply in JSON", &write_call,
	  {{ .headers = "Content-Type: application/json\r\n",
	     .body = "{\"return\": true}" }},
	  "failed a: URL: answered HTTP 200 with application/json, which is "
	  "not a reply of EC2: {\"return\": true}; ", 1 },
	{ "404 with a web page", &write_call,
	  {{ .status = 404, .body = "<html><br></html>" }},
	  "failed a: URL: answered HTTP 404 with nothing readable, which is "
	  "not a reply of EC2; ", 1 },
	{ "403 of another service", &write_call,
	  {{ .status = 403, .body = "<Error><Code>X</Code></Error>" }},
	  "failed a: URL: answered HTTP 403 with <Error>, which is not a reply "
	  "to Write: X; ", 1 },
	{ "a redirect", &write_call,
	  {{ .status = 301, .headers = "Location: /x\r\n" }},
	  "failed a: URL: answered HTTP 301 with nothing readable, which is "
	  "not a reply of EC2; ", 1 },
	{ "a success with 201", &write_call,
	  {{ .status = 201, .body = TRUE("Write") }},
	  "failed a: URL: answered HTTP 201 with <WriteResponse>, which must "
	  "come with HTTP 200; ", 1 },
	{ "a success with 400", &write_call,
	  {{ .status = 400, .body = TRUE("Write") }},
	  "failed a: URL: answered HTTP 400 with <WriteResponse>, which must "
	  "come with HTTP 200; ", 1 },
	/* Lists. */
	{ "a list of two items", &list_call,
	  {{ .body = REPLY("List", "<set><item><id>1</id></item><item><id>2"
			   "</id></item></set>") }},
	  "begin a; row 1; row 2; done a; ", 1 },
	{ "an empty list", &list_call, {{ .body = REPLY("List", "<set/>") }},
	  "begin a; done a; ", 1 },
	{ "a list that is truncated at each attempt", &list_call,
	  {{ .body = REPLY("List", "<set><item><id>1</id></item></set>"),
	     .end = SERVER_CUT, .cut = 50 }},
	  "failed a: URL: *", 3 },
	{ "a list that is truncated once", &list_call,
	  {{ .times = 1, .end = SERVER_CUT, .cut = 50,
	     .body = REPLY("List", "<set><item><id>1</id></item></set>") },
	   { .body = REPLY("List", "<set><item><id>2</id></item></set>") }},
	  "begin a; row 2; done a; ", 2 },
	{ "a list with status 400", &list_call,
	  {{ .status = 400, .body = REPLY("List", "<set><item><id>1</id>"
					  "</item></set>") }},
	  "failed a: URL: answered HTTP 400 with <ListResponse>, which must "
	  "come with HTTP 200; ", 1 },
	/* After a reply that exceeds our limits, the request is repeated only
	 * if the HTTP status is a failure of the service. */
	{ "a reply that is nested too deep", &list_call,
	  {{ .body = "<ListResponse>" DEEP DEEP DEEP DEEP }},
	  "failed a: URL: reply: XML nested deeper than 64 elements; ", 1 },
	{ "an error that is nested too deep", &list_call,
	  {{ .status = 503, .body = "<Response>" DEEP DEEP DEEP DEEP }},
	  "failed a: URL: answered HTTP 503 with nothing readable, which is "
	  "not a reply of EC2; ", 3 },
	{ "a write with an unreadable reply", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") },
	   { .body = "<ModifyResponse>" DEEP DEEP DEEP DEEP }},
	  "warning a: no attempt reported success, but the change is there; "
	  "begin a; row R a; done a; ", 2 },
	{ "a compressed reply that was not requested", &list_call,
	  {{ .headers = "Content-Type: text/xml\r\n"
			"Content-Encoding: gzip\r\n",
	     .body = "\x1f\x8b\x08\x08\x08\x08" }},
	  "failed a: URL: answered HTTP 200 with text/xml in gzip, which is "
	  "not a reply of EC2; ", 1 },
	/* Pages. */
	{ "a list of two pages", &list_call,
	  {{ .when = "NextToken=t1", .body = REPLY("List", "<set><item><id>2"
						   "</id></item></set>") },
	   { .body = REPLY("List", "<nextToken>t1</nextToken><set><item><id>1"
			   "</id></item></set>") }},
	  "begin a; row 1; row 2; done a; ", 2 },
	{ "a list of three pages", &list_call,
	  {{ .when = "NextToken=t1", .body = REPLY("List", "<nextToken>t2"
						   "</nextToken>") },
	   { .when = "NextToken=t2", .body = REPLY("List", "<set><item><id>3"
						   "</id></item></set>") },
	   { .body = REPLY("List", "<set><item><id>1</id></item></set>"
			   "<nextToken>t1</nextToken>") }},
	  "begin a; row 1; row 3; done a; ", 3 },
	{ "an empty page token", &list_call,
	  {{ .body = REPLY("List", "<nextToken/>") }}, "begin a; done a; ",
	  1 },
	{ "the same page token twice", &list_call,
	  {{ .body = REPLY("List", "<nextToken>t</nextToken>") }},
	  "failed a: reply: a page token came a second time, so the list "
	  "would never end; ", 2 },
	{ "page tokens that form a circle", &list_call,
	  {{ .when = "NextToken=t2", .body = REPLY("List", "<nextToken>t1"
						   "</nextToken>") },
	   { .when = "NextToken=t1", .body = REPLY("List", "<nextToken>t2"
						   "</nextToken>") },
	   { .body = REPLY("List", "<nextToken>t1</nextToken>") }},
	  "failed a: reply: a page token came a second time, so the list "
	  "would never end; ", 3 },
	{ "a later page is retried", &list_call,
	  {{ .times = 1, .when = "NextToken=t1", .status = 503 },
	   { .when = "NextToken=t1", .body = REPLY("List", "<set><item><id>2"
						   "</id></item></set>") },
	   { .body = REPLY("List", "<nextToken>t1</nextToken><set><item><id>1"
			   "</id></item></set>") }},
	  "begin a; row 1; row 2; done a; ", 3 },
	{ "a later page that is truncated", &list_call,
	  {{ .times = 1, .when = "NextToken=t1", .end = SERVER_CUT, .cut = 50,
	     .body = REPLY("List", "<set><item><id>9</id></item></set>") },
	   { .when = "NextToken=t1", .body = REPLY("List", "<set><item><id>2"
						   "</id></item></set>") },
	   { .body = REPLY("List", "<nextToken>t1</nextToken><set><item><id>1"
			   "</id></item></set>") }},
	  "begin a; row 1; row 2; done a; ", 3 },
	{ "a later page that fails", &list_call,
	  {{ .when = "NextToken=t1", .status = 400,
	     .body = ERROR("InvalidNextToken") },
	   { .body = REPLY("List", "<nextToken>t1</nextToken><set><item><id>1"
			   "</id></item></set>") }},
	  "begin a; row 1; failed a: Client.InvalidNextToken: words; ", 2 },
	/* Writes that are checked by a read. */
	{ "the read shows the change", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") }, { .body = TRUE("Modify") }},
	  OK, 2 },
	{ "a later read shows the change", &modify_call,
	  {{ .times = 2, .when = READ, .body = NO_CODES },
	   { .when = READ, .body = HAS_CODE("X") }, { .body = TRUE("Modify") }},
	  OK, 4 },
	{ "the read is denied", &modify_call,
	  {{ .when = READ, .status = 403,
	     .body = ERROR("UnauthorizedOperation") },
	   { .body = TRUE("Modify") }},
	  "warning a: the service said yes, but this account may not read the "
	  "result: not verified; " OK, 2 },
	{ "the read fails", &modify_call,
	  {{ .when = READ, .status = 400, .body = ERROR("Weird") },
	   { .body = TRUE("Modify") }},
	  "failed a: accepted, but the result could not be read back: "
	  "Client.Weird: words; ", 2 },
	{ "the read is retried", &modify_call,
	  {{ .times = 2, .when = READ, .status = 503 },
	   { .when = READ, .body = HAS_CODE("X") }, { .body = TRUE("Modify") }},
	  OK, 4 },
	{ "a web page instead of the read's reply", &modify_call,
	  {{ .when = READ, .body = "<html/>" }, { .body = TRUE("Modify") }},
	  "failed a: accepted, but the result could not be read back: "
	  "URL: answered HTTP 200 with <html>, which is not a reply to "
	  "DescribeImageAttribute; ", 2 },
	{ "no read after the answer false", &modify_call,
	  {{ .body = REPLY("Modify", "<return>false</return>") }},
	  "failed a: the service answered false: not done; ", 1 },
	{ "no read after an error", &modify_call,
	  {{ .status = 400, .body = ERROR("Weird") }},
	  "failed a: Client.Weird: words; ", 1 },
	{ "no <return>, and the change is there", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") },
	   { .body = REPLY("Modify", "") }}, OK, 2 },
	{ "no <return>, and the read is refused", &unclear_call,
	  {{ .when = READ, .status = 403,
	     .body = ERROR("UnauthorizedOperation") },
	   { .body = REPLY("Modify", "") }},
	  "failed a: accepted, but the result could not be read back: "
	  "Client.UnauthorizedOperation: words; ", 2 },
	{ "no read after a clear reply", &unclear_call,
	  {{ .body = TRUE("Modify") }}, OK, 1 },
	/* Repeats that the service refuses. */
	{ "retry refused, but the change is there", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") },
	   { .times = 1, .end = SERVER_DROP },
	   { .status = 400, .body = ERROR("InvalidRequest") }},
	  "warning a: the repeat was refused, but the change "
	  "is there; " OK, 3 },
	/* The reply lacks only white space after its XML. */
	{ "truncated, retry refused, but the change is there", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") },
	   { .times = 1, CUT_AFTER(TRUE("Modify")) },
	   { .status = 400, .body = ERROR("InvalidRequest") }},
	  "warning a: the repeat was refused, but the change "
	  "is there; " OK, 3 },
	{ "retry refused, and no change", &modify_call,
	  {{ .when = READ, .body = NO_CODES },
	   { .times = 1, .end = SERVER_DROP },
	   { .status = 400, .body = ERROR("InvalidRequest") }},
	  "failed a: Client.InvalidRequest: words; ", 3 },
	{ "retry refused, and the read is denied", &modify_call,
	  {{ .when = READ, .status = 403, .body = ERROR("AuthFailure") },
	   { .times = 1, .end = SERVER_DROP },
	   { .status = 400, .body = ERROR("InvalidRequest") }},
	  "failed a: Client.InvalidRequest: words; ", 3 },
	{ "no reply at all, but the change is there", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") }, { .end = SERVER_DROP }},
	  "warning a: no attempt reported success, but the change is there; "
	  OK, 4 },
	{ "no reply at all, and no change", &modify_call,
	  {{ .when = READ, .body = NO_CODES }, { .end = SERVER_DROP }},
	  "failed a: URL: *", 4 },
	{ "no reply to the write and to the read", &modify_call,
	  {{ .end = SERVER_DROP }}, "failed a: URL: *", 6 },
	{ "refused at the first attempt", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") },
	   { .status = 400, .body = ERROR("InvalidRequest") }},
	  "failed a: Client.InvalidRequest: words; ", 1 },
	{ "throttled, then refused", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") },
	   { .times = 1, .status = 503, .body = ERROR("Throttling") },
	   { .status = 400, .body = ERROR("InvalidRequest") }},
	  "failed a: Client.InvalidRequest: words; ", 2 },
};

static void set_up(struct runner *r, const struct exchange_call *call,
		   const struct server_reply *script)
{
	static const char *const with_code[] = { "a", "-p", "X", NULL };
	static const char *const without[] = { "a", NULL };

	r->call = call;
	r->words = call->readbacks ? with_code : without;
	r->script = script;
	r->script_count = 4;
}

/* Checks the log of a run, and the number of requests.  A LOG that ends with
 * `*` is only the beginning of the expected log.  The rest is an error message
 * of a library, which differs between versions. */
static void check_run(const char *what, const struct runner *r,
		      const char *log, size_t requests)
{
	ck_assert_msg(r->rc == 0, "%s: %s", what, r->err.text);
	if (*log && log[strlen(log) - 1] == '*')
		ck_assert_msg(strncmp(buf_str(&r->log), log,
				      strlen(log) - 1) == 0,
			      "%s: got \"%s\", want \"%s\"", what,
			      buf_str(&r->log), log);
	else
		check_text(what, buf_str(&r->log), log);
	ck_assert_msg(server_count(r->server) == requests,
		      "%s: %zu requests", what, server_count(r->server));
}

START_TEST(one_job)
{
	struct runner r = { 0 };

	set_up(&r, cases[_i].call, cases[_i].script);
	runner_run(&r);
	check_run(cases[_i].what, &r, cases[_i].log, cases[_i].requests);
	ck_assert_msg(!r.untried, "%s", cases[_i].what);
	runner_release(&r);
}
END_TEST

/* These cases have other settings than the cases above. */
static const struct {
	const char *what;
	const struct exchange_call *call;
	struct server_reply script[4];
	bool dry_run, no_read_back;
	int attempts_max;
	const char *log;
	size_t requests;
} settings[] = {
	{ "a dry run", &write_call,
	  {{ .when = "DryRun=true", .status = 412,
	     .body = ERROR("DryRunOperation") }}, true, false, 0,
	  "begin a; done a; ", 1 },
	{ "a dry run that is not authorized", &write_call,
	  {{ .status = 403, .body = ERROR("UnauthorizedOperation") }}, true,
	  false, 0, "failed a: Client.UnauthorizedOperation: words; ", 1 },
	{ "a dry run that was carried out", &write_call,
	  {{ .body = TRUE("Write") }}, true, false, 0,
	  "failed a: the endpoint ignored --dry-run and carried out the "
	  "request; ", 1 },
	{ "a dry run of a read that was carried out", &list_call,
	  {{ .body = REPLY("List", "<set><item><id>1</id></item></set>") }},
	  true, false, 0,
	  "warning a: the endpoint ignored --dry-run; begin a; row 1; done a; "
	  , 1 },
	{ "DryRunOperation without --dry-run", &write_call,
	  {{ .status = 412, .body = ERROR("DryRunOperation") }}, false, false,
	  0, "failed a: Client.DryRunOperation: words; ", 1 },
	{ "no read with --no-verify", &modify_call,
	  {{ .body = TRUE("Modify") }}, false, true, 0, OK, 1 },
	{ "a read with --no-verify, if the reply is unclear", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") },
	   { .body = REPLY("Modify", "") }}, false, true, 0, OK, 2 },
	{ "one attempt allowed", &write_call, {{ .status = 503 }}, false, false,
	  1, "failed a: URL: answered HTTP 503 with nothing readable, which is "
	  "not a reply of EC2; ", 1 },
	{ "two attempts allowed", &write_call,
	  {{ .times = 1, .status = 503 }, { .body = TRUE("Write") }}, false,
	  false, 2, OK, 2 },
	{ "last attempt truncated, but the change is there", &modify_call,
	  {{ .when = READ, .body = HAS_CODE("X") },
	   { CUT_AFTER(TRUE("Modify")) }}, false, false, 1,
	  "warning a: no attempt reported success, but the change is there; "
	  OK, 2 },
	{ "attempts are counted for each page", &list_call,
	  {{ .times = 1, .when = "NextToken=t1", .status = 503 },
	   { .times = 1, .status = 503 },
	   { .times = 1, .body = REPLY("List", "<nextToken>t1</nextToken>") },
	   { .when = "NextToken=t1", .body = REPLY("List", "") }}, false,
	  false, 2, "begin a; done a; ", 4 },
	{ "attempts of the read are counted separately", &modify_call,
	  {{ .times = 1, .when = READ, .status = 503 },
	   { .when = READ, .body = HAS_CODE("X") },
	   { .times = 1, .status = 503 },
	   { .body = TRUE("Modify") }}, false, false, 2, OK, 4 },
};

START_TEST(other_settings)
{
	struct runner r = {
		.dry_run = settings[_i].dry_run,
		.no_read_back = settings[_i].no_read_back,
		.attempts_max = settings[_i].attempts_max,
	};

	set_up(&r, settings[_i].call, settings[_i].script);
	runner_run(&r);
	check_run(settings[_i].what, &r, settings[_i].log,
		  settings[_i].requests);
	runner_release(&r);
}
END_TEST

/* If no read shows the change, the run repeats the read for some seconds.  Then
 * the job fails. */
START_TEST(change_never_shown)
{
	static const struct server_reply script[4] = {
		{ .when = READ, .body = NO_CODES },
		{ .body = TRUE("Modify") },
	};
	struct runner r = { 0 };
	size_t reads;

	set_up(&r, &modify_call, script);
	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	check_text("log", buf_str(&r.log), "failed a: the endpoint said yes, "
		   "but it is not there; ");
	reads = server_holding(r.server, READ);
	ck_assert_msg(reads > 2 && reads < 12, "%zu reads", reads);
	ck_assert_uint_eq(server_count(r.server), reads + 1);
	ck_assert_msg(r.ms > 3000 && r.ms < 20000, "%lld ms", r.ms);
	runner_release(&r);
}
END_TEST

/* Returns the value of the header NAME of request I. */
static const char *header_of(const struct server *s, size_t i,
			     const char *name, char out[128])
{
	const char *at = strstr(server_request(s, i), name);

	ck_assert_msg(at != NULL, "%s is not in request %zu", name, i);
	at += strlen(name);
	(void)snprintf(out, 128, "%.*s", (int)strcspn(at, "\r\n"), at);
	return out;
}

/* Returns the number of seconds that the date of request I is ahead of this
 * machine's clock. */
static long dated(const struct server *s, size_t i)
{
	char text[128];
	struct tm tm = { 0 };
	int n;

	(void)header_of(s, i, "X-Amz-Date: ", text);
	n = sscanf(text, "%4d%2d%2dT%2d%2d%2dZ", &tm.tm_year, &tm.tm_mon,
		   &tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec);
	ck_assert_int_eq(n, 6);
	tm.tm_year -= 1900;
	tm.tm_mon--;
	return (long)(timegm(&tm) - time(NULL));
}

static const struct {
	const char *what;
	struct server_reply script[4];
	long last;		/* seconds that the date of the last request is
				 * ahead of this machine's clock */
	const char *log;
	size_t requests;
} clocks[] = {
	{ "a clock that is behind", {
	  { .times = 1, .status = 400, .clock_off = 600,
	    .body = ERROR("RequestExpired") },
	  { .body = TRUE("Write") }}, 600, OK, 2 },
	{ "a clock that is ahead", {
	  { .times = 1, .status = 403, .clock_off = -600,
	    .body = ERROR("SignatureDoesNotMatch") },
	  { .body = TRUE("Write") }}, -600, OK, 2 },
	{ "a wrong clock, reported as AuthFailure", {
	  { .times = 1, .status = 401, .clock_off = 3600,
	    .body = ERROR("AuthFailure") },
	  { .body = TRUE("Write") }}, 3600, OK, 2 },
	{ "a wrong clock, reported as RequestTimeTooSkewed", {
	  { .times = 1, .status = 403, .clock_off = 600,
	    .body = ERROR("RequestTimeTooSkewed") },
	  { .body = TRUE("Write") }}, 600, OK, 2 },
	{ "a wrong clock that is not the reason", {
	  { .status = 403, .clock_off = 600,
	    .body = ERROR("SignatureDoesNotMatch") }}, 600,
	  "failed a: Client.SignatureDoesNotMatch: words (refused); ", 2 },
	{ "a clock that is nearly right", {
	  { .status = 403, .clock_off = 200,
	    .body = ERROR("SignatureDoesNotMatch") }}, 0,
	  "failed a: Client.SignatureDoesNotMatch: words (refused); ", 1 },
	{ "a reply without a Date", {
	  { .status = 400, .dateless = true,
	    .body = ERROR("RequestExpired") }}, 0,
	  "failed a: Client.RequestExpired: words; ", 1 },
	{ "a wrong clock and another error", {
	  { .status = 400, .clock_off = 600, .body = ERROR("Weird") }}, 0,
	  "failed a: Client.Weird: words; ", 1 },
	{ "a wrong clock, and AuthFailure with 403", {
	  { .status = 403, .clock_off = 600, .body = ERROR("AuthFailure") }},
	  0, "failed a: Client.AuthFailure: words; ", 1 },
	{ "a wrong clock, then a retry", {
	  { .times = 1, .status = 400, .clock_off = 600,
	    .body = ERROR("RequestExpired") },
	  { .times = 2, .status = 503 },
	  { .body = TRUE("Write") }}, 600, OK, 4 },
};

START_TEST(clock_is_off)
{
	struct runner r = { 0 };
	long got;

	set_up(&r, &write_call, clocks[_i].script);
	runner_run(&r);
	check_run(clocks[_i].what, &r, clocks[_i].log, clocks[_i].requests);
	got = dated(r.server, 0);
	ck_assert_msg(got <= 1 && got > -60, "%s: first dated %ld",
		      clocks[_i].what, got);
	got = dated(r.server, clocks[_i].requests - 1) - clocks[_i].last;
	ck_assert_msg(got <= 1 && got > -60, "%s: last dated %ld off",
		      clocks[_i].what, got);
	runner_release(&r);
}
END_TEST

/* This machine's clock was 600 seconds behind, and has been corrected.  The
 * first request still uses the old offset.  The second request uses no
 * offset. */
START_TEST(clock_set_right)
{
	static const struct server_reply script[] = {
		{ .times = 1, .status = 400, .body = ERROR("RequestExpired") },
		{ .body = TRUE("Write") }, { 0 }, { 0 },
	};
	struct runner r = { 0 };
	long got;

	set_up(&r, &write_call, script);
	r.clock_off = 600;
	runner_run(&r);
	check_run("set right", &r, OK, 2);
	got = dated(r.server, 0) - 600;
	ck_assert_msg(got <= 1 && got > -60, "first dated %ld off", got);
	got = dated(r.server, 1);
	ck_assert_msg(got <= 1 && got > -60, "last dated %ld off", got);
	runner_release(&r);
}
END_TEST

/* A refusal without a Date does not show whether the offset is wrong, so the
 * run does not repeat the request. */
START_TEST(clock_unknown)
{
	static const struct server_reply script[] = {
		{ .status = 400, .dateless = true,
		  .body = ERROR("RequestExpired") }, { 0 }, { 0 }, { 0 },
	};
	struct runner r = { 0 };

	set_up(&r, &write_call, script);
	r.clock_off = 600;
	runner_run(&r);
	check_run("no Date", &r,
		  "failed a: Client.RequestExpired: words; ", 1);
	runner_release(&r);
}
END_TEST

/* Every attempt is signed.  Neither the requests nor the text for --debug
 * contain a secret. */
START_TEST(signed_requests)
{
	static const struct server_reply script[4] = {
		{ .times = 1, .status = 503 }, { .body = TRUE("Write") },
	};
	struct runner r = { .version_2 = _i == 1, .traced = true };
	char text[128];

	set_up(&r, &write_call, script);
	runner_run(&r);
	check_run("signed", &r, OK, 2);
	for (size_t i = 0; i < 2; i++) {
		const char *request = server_request(r.server, i);

		ck_assert_ptr_nonnull(strstr(request, "Action=Write"));
		ck_assert_ptr_nonnull(strstr(request, "Version=2016-11-15"));
		ck_assert_ptr_nonnull(strstr(request, "ImageId=a"));
		ck_assert_ptr_null(strstr(request, "SECRETEXAMPLE"));
		if (_i)
			ck_assert_ptr_nonnull(strstr(request, "Signature="));
		else
			(void)header_of(r.server, i, "Authorization: AWS4-HM",
					text);
		(void)header_of(r.server, i, "Host: 127.0.0.1:", text);
	}
	ck_assert_ptr_nonnull(strstr(r.trace.data, "request: Action=Write"));
	ck_assert_ptr_nonnull(strstr(r.trace.data, "reply: " TRUE("Write")));
	ck_assert_ptr_null(strstr(r.trace.data, "ignature"));
	ck_assert_ptr_null(strstr(r.trace.data, "EXAMPLE"));
	ck_assert_ptr_nonnull(strstr(buf_str(&r.quiet),
				     "attempt 1 of 3 failed, the next in "));
	runner_release(&r);
}
END_TEST

enum { BODY_LARGE = 1000 * 1000, BODY_SHOWN = 300 * 1024 };

/* The run keeps only the beginning of a long reply for --debug. */
START_TEST(long_trace)
{
	char *x = check_repeat('x', BODY_LARGE);
	struct buf body = { 0 };
	struct server_reply script[4] = {{ .status = 0 }};
	struct runner r = { .traced = true };

	buf_printf(&body, "<ListResponse><x>%s</x></ListResponse>", x);
	script[0].body = body.data;
	set_up(&r, &list_call, script);
	runner_run(&r);
	check_run("long", &r, "begin a; done a; ", 1);
	ck_assert_msg(r.trace.len < BODY_SHOWN, "%zu bytes", r.trace.len);
	ck_assert_ptr_nonnull(strstr(r.trace.data, "xxx... (cut); "));
	runner_release(&r);
	buf_release(&body);
	free(x);
}
END_TEST

/* A page token may occur again in another list. */
START_TEST(lists_are_apart)
{
	static const struct server_reply script[4] = {
		{ .when = "NextToken=t1",
		  .body = REPLY("List", "<set><item><id>2</id></item></set>") },
		{ .body = REPLY("List", "<nextToken>t1</nextToken><set><item>"
				"<id>1</id></item></set>") },
	};
	static const char *const words[] = { "a", "b", "c", "d", "e", NULL };
	struct runner r = { .under_way_max = 1 };

	set_up(&r, &list_call, script);
	r.words = words;
	runner_run(&r);
	/* The fifth job uses the exchange of the first job. */
	check_run("lists", &r, "begin a; row 1; row 2; done a; "
		  "begin b; row 1; row 2; done b; "
		  "begin c; row 1; row 2; done c; "
		  "begin d; row 1; row 2; done d; "
		  "begin e; row 1; row 2; done e; ", 10);
	runner_release(&r);
}
END_TEST

/* The results of one job do not affect the next job with the same exchange. */
START_TEST(exchange_is_reused)
{
	static const struct server_reply script[4] = {
		{ .when = READ, .body = NO_CODES },
		{ .times = 1, .body = TRUE("Modify") },
		{ .body = REPLY("Modify", "") },
	};
	static const char *const words[] = { "a", "b", "c", "d", "e", "-p",
					     "X", NULL };
	struct runner r = { .under_way_max = 1 };

	set_up(&r, &modify_call, script);
	r.words = words;
	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	/* The fifth job uses the exchange of the first job. */
	ck_assert_msg(strstr(r.log.data, "failed a: the endpoint said yes, "
			     "but it is not there; "), "%s", r.log.data);
	ck_assert_msg(strstr(r.log.data, "failed e: the endpoint did not "
			     "report success, and it is not there; "), "%s",
		      r.log.data);
	runner_release(&r);
}
END_TEST

/* If a reused connection ends without a reply, libcurl must not send the
 * request again, because the action may be done only once. */
START_TEST(libcurl_repeats_nothing)
{
	static const struct server_reply script[] = {
		{ .times = 1, .body = REPLY("Write", "") },
		{ .times = 1, .end = SERVER_DROP },
		{ .body = REPLY("Write", "") },
	};
	static const char *const words[] = { "a", "b", NULL };
	struct runner r = {
		.call = &once_call, .words = words,
		.script = script, .script_count = 3, .under_way_max = 1,
	};

	runner_run(&r);
	check_run("once", &r, OK "failed b: URL: *", 2);
	runner_release(&r);
}
END_TEST

static const struct {
	const char *what;
	const struct exchange_call *call;
	int attempts;
	size_t failures;	/* number of notes for -v about failed
				 * attempts */
} unreachable[] = {
	{ "a write", &write_call, 3, 2 },
	{ "a write that must not be repeated", &once_call, 3, 2 },
	{ "one attempt allowed", &write_call, 1, 0 },
};

/* Without a connection, no request is sent.  Therefore even a write that must
 * not be repeated is tried again. */
START_TEST(no_connection)
{
	static const char *const words[] = { "a", NULL };
	struct runner r = {
		.call = unreachable[_i].call, .words = words,
		.url = "http://127.0.0.1:1/",
		.attempts_max = unreachable[_i].attempts,
	};
	size_t notes = 0;

	runner_run(&r);
	ck_assert_int_eq(r.rc, 0);
	ck_assert_msg(strncmp(buf_str(&r.log), "failed a: URL: ", 15) == 0,
		      "%s: %s", unreachable[_i].what, buf_str(&r.log));
	for (const char *p = buf_str(&r.quiet);
	     (p = strstr(p, "failed, the next")) != NULL; p++)
		notes++;
	ck_assert_msg(notes == unreachable[_i].failures, "%s: %zu: %s",
		      unreachable[_i].what, notes, buf_str(&r.quiet));
	runner_release(&r);
}
END_TEST

/* The message of exchange_give_up depends on whether the job has sent a request
 * before. */
static const struct {
	const char *what;
	int attempts, requeues;
	long pages;
	const char *words;
} given_up[] = {
	{ "no request", 0, 0, 0, "failed: not tried, since why" },
	{ "an attempt", 1, 0, 0, "failed: not tried again, since why" },
	{ "a dropped reply", 0, 1, 0, "failed: not tried again, since why" },
	{ "a page", 0, 0, 1, "failed: not tried again, since why" },
};

START_TEST(giving_up)
{
	struct unsent u = { 0 };

	unsent_begin(&u, &list_call, NULL);
	u.x.state = EXCHANGE_DUE;
	u.x.attempts = given_up[_i].attempts;
	u.x.requeues = given_up[_i].requeues;
	u.x.pages.count = given_up[_i].pages;
	exchange_give_up(&u.x, "why");
	check_text(given_up[_i].what, unsent_state(&u), given_up[_i].words);
	unsent_end(&u);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ one_job, ROWS(cases) },
		{ other_settings, ROWS(settings) },
		{ change_never_shown, 1 },
		{ clock_is_off, ROWS(clocks) },
		{ clock_set_right, 1 },
		{ clock_unknown, 1 },
		{ signed_requests, 2 },
		{ long_trace, 1 },
		{ exchange_is_reused, 1 },
		{ lists_are_apart, 1 },
		{ libcurl_repeats_nothing, 1 },
		{ no_connection, ROWS(unreachable) },
		{ giving_up, ROWS(given_up) },
	};

	return check_main("exchange", tests, ROWS(tests));
}

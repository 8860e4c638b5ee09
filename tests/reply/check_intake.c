/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of intake: the kinds of replies, memory, and the body for --debug. */
#include "reply/intake.h"

#include "check_main.h"

#define ERROR(code) "<Response><Errors><Error><Code>" code "</Code>" \
	"<Message>words</Message></Error></Errors></Response>"
#define OLD_ERROR(code) "<ErrorResponse><Error><Code>" code "</Code>" \
	"<Message>words</Message></Error></ErrorResponse>"
#define LIST "<ListResponse><set><item>1</item><item>2</item></set>" \
	"<nextToken>t</nextToken></ListResponse>"

#define END HTTP_WHOLE
#define CUT HTTP_BROKEN

static const struct {
	const char *what;
	long status;
	const char *body;
	const char *pad;	/* text to repeat after the body, or NULL */
	size_t pad_bytes;	/* least size of the repeated text */
	enum http_failure failure;
	enum intake_kind kind;
	const char *says;	/* the reason, or the error's code */
	const char *items;	/* the expected items, or NULL to allow any */
} replies[] = {
	{ "a reply with two items", 200, LIST, NULL, 0, END, INTAKE_REPLY, "",
	  "1;2;" },
	{ "a reply without items", 200, "<ListResponse/>", NULL, 0, END,
	  INTAKE_REPLY, "", "" },
	{ "an error of EC2", 400, ERROR("X"), NULL, 0, END, INTAKE_ERROR, "X",
	  "" },
	{ "an error in the old form", 500, OLD_ERROR("X"), NULL, 0, END,
	  INTAKE_ERROR, "X", "" },
	{ "an error with status 200", 200, ERROR("X"), NULL, 0, END,
	  INTAKE_ERROR, "X", "" },
	{ "items in a reply with status 400", 400, LIST, NULL, 0, END,
	  INTAKE_FOREIGN,
	  "answered HTTP 400 with <ListResponse>, which must come "
	  "with HTTP 200",
	  "" },
	/* Replies to another action, and pages that are not replies of EC2. */
	{ "a reply to another action", 200,
	  "<OtherResponse><set><item>1</item></set>"
	  "</OtherResponse>", NULL, 0, END, INTAKE_FOREIGN,
	  "answered HTTP 200 with <OtherResponse>, which is not a "
	  "reply to List",
	  NULL },
	{ "<ListResponseType> in place of <ListResponse>", 200,
	  "<e:ListResponseType xmlns:e='u'><e:set/>"
	  "</e:ListResponseType>", NULL, 0, END, INTAKE_FOREIGN,
	  "answered HTTP 200 with <ListResponseType>, which is not a reply to "
	  "List", NULL },
	{ "<ListsResponseType>, of another action", 200,
	  "<ListsResponseType/>", NULL,
	  0, END, INTAKE_FOREIGN, "answered HTTP 200 with "
	  "<ListsResponseType>, which is not a reply to List", NULL },
	{ "HTML without end tags", 200, "<html><body>", NULL, 0, END,
	  INTAKE_FOREIGN,
	  "answered HTTP 200 with <html>, which is not a reply to List", "" },
	{ "HTML that is not XML", 200, "<html><body><br>Log in</html>", NULL, 0,
	  END, INTAKE_FOREIGN, "answered HTTP 200 with <html>, which is not a "
	  "reply to List: Log in", "" },
	{ "HTML with a DOCTYPE", 200, "<!DOCTYPE html><p>Log<br>in", NULL, 0,
	  END, INTAKE_FOREIGN, "answered HTTP 200 with text/x, which is not a "
	  "reply of EC2: Log", "" },
	{ "HTML that is truncated", 200, "<html>Log in", NULL, 0, CUT,
	  INTAKE_FOREIGN, "answered HTTP 200 with <html>, which is not a reply "
	  "to List: Log in", "" },
	{ "HTML that exceeds the limit", 200, "<html>Log in<br/>", ".",
	  INTAKE_PAGE_MAX + 1, HTTP_REJECTED, INTAKE_FOREIGN, "answered HTTP "
	  "200 with <html>, which is not a reply to List: Log in", "" },
	{ "plain text", 200, "Hello", NULL, 0, END, INTAKE_FOREIGN,
	  "answered HTTP 200 with text/x, which is not a reply of EC2: Hello",
	  "" },
	{ "plain text with status 502", 502, "Bad Gateway", NULL, 0, END,
	  INTAKE_FOREIGN, "answered HTTP 502 with text/x, which is not a reply "
	  "of EC2: Bad Gateway", "" },
	{ "JSON with status 403", 403, "{\"message\":\"no\\nway\"}", NULL, 0,
	  END, INTAKE_FOREIGN, "answered HTTP 403 with text/x, which is not a "
	  "reply of EC2: no way", "" },
	{ "an error of another service", 403, "<Error><Code>X</Code><Message>m"
	  "</Message></Error>", NULL, 0, END, INTAKE_FOREIGN, "answered HTTP "
	  "403 with <Error>, which is not a reply to List: X: m", "" },
	{ "an error without a code", 403, "<Response><Errors><Error><Message>m"
	  "</Message></Error></Errors></Response>", NULL, 0, END,
	  INTAKE_FOREIGN, "answered HTTP 403 with <Response>, which is not a "
	  "reply to List: m", "" },
	{ "HTML without text, with status 403", 403, "<html>&nbsp;<br></html>",
	  NULL, 0, END, INTAKE_FOREIGN,
	  "answered HTTP 403 with text/x, which is not a reply of EC2", "" },
	{ "status 503 without a body", 503, "", NULL, 0, END, INTAKE_FOREIGN,
	  "answered HTTP 503 with text/x, which is not a reply of EC2", "" },
	{ "status 301 without a body", 301, "", NULL, 0, END, INTAKE_FOREIGN,
	  "answered HTTP 301 with text/x, which is not a reply of EC2", "" },
	{ "status 304 without a body", 304, "", NULL, 0, END, INTAKE_FOREIGN,
	  "answered HTTP 304 with text/x, which is not a reply of EC2", "" },
	/* Replies that are incomplete. */
	{ "an empty body", 200, "", NULL, 0, END, INTAKE_BROKEN,
	  "answered HTTP 200 with an empty body", "" },
	{ "a truncated reply", 200, "<ListResponse><set><item>1</item><item>",
	  NULL, 0, CUT, INTAKE_BROKEN, "the connection ended", "1;" },
	{ "a truncated reply that libcurl takes for complete", 200,
	  "<ListResponse><set><item>1</item><item>", NULL, 0, END,
	  INTAKE_BROKEN, "reply: broken XML in line 1: Extra content at the "
	  "end of the document", "1;" },
	{ "a truncated error", 400, "<Response><Errors><Error><Code>X",
	  NULL, 0, CUT, INTAKE_BROKEN, "the connection ended", "" },
	/* The intake does not read the rest of a very long error page. */
	{ "a complete error before much text", 400,
	  "<Response><Errors><Error><Code>X</Code></Error></Errors><more>",
	  "x", INTAKE_KEPT_MAX + 1, HTTP_REJECTED, INTAKE_ERROR, "X", "" },
	{ "an unknown element before much text", 400, "<Response><more>", "x",
	  INTAKE_KEPT_MAX + 1, HTTP_REJECTED, INTAKE_FOREIGN,
	  "answered HTTP 400 with more than 256 KiB", "" },
	{ "HTML before much text", 400, "<html>", ".", INTAKE_KEPT_MAX + 1,
	  HTTP_REJECTED, INTAKE_FOREIGN,
	  "answered HTTP 400 with <html>, which is not a reply to List", "" },
	{ "an error before text that is not XML", 400,
	  "<Response><Errors><Error>"
	  "<Code>X</Code></Error></Errors><<", "x", INTAKE_KEPT_MAX + 1,
	  HTTP_REJECTED, INTAKE_FOREIGN,
	  "answered HTTP 400 with text/x, which is not a reply of EC2: X", "" },
	{ "text as long as the limit", 400, "", ".", INTAKE_KEPT_MAX, END,
	  INTAKE_FOREIGN,
	  "answered HTTP 400 with text/x, which is not a reply of EC2", "" },
	/* The intake finds an error that comes before many elements.  A reply
	 * with too many elements is refused. */
	{ "an error before many elements, truncated", 400,
	  "<Response><Errors><Error><Code>X</Code></Error></Errors>", "<a/>",
	  100000, CUT, INTAKE_BROKEN, "the connection ended", "" },
	{ "an error before many elements", 400,
	  "<Response><Errors><Error><Code>X</Code>"
	  "</Error></Errors>", "<a/>", INTAKE_KEPT_MAX + 1, HTTP_REJECTED,
	  INTAKE_ERROR, "X", "" },
	{ "a reply with too many elements", 200, "<ListResponse>", "<a/>",
	  200000, HTTP_REJECTED, INTAKE_BROKEN, "the connection ended", "" },
	{ "a line of text before much text", 400, "Hello\n", "x",
	  INTAKE_KEPT_MAX + 1, HTTP_REJECTED, INTAKE_FOREIGN, "answered HTTP "
	  "400 with text/x, which is not a reply of EC2: Hello", "" },
};

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	buf_printf(ctx, "%s;", item_text(item, ""));
	return 0;
}

/* Feeds LEN bytes, STEP at a time.  Returns false if the intake refuses
 * more. */
static bool feed(struct intake *in, long status, const char *data, size_t len,
		 size_t step)
{
	struct err err;

	for (size_t n; len; data += n, len -= n) {
		n = len < step ? len : step;
		if (intake_feed(in, status, data, n, &err))
			return false;
	}
	return true;
}

static void check_reply(struct intake *in, struct buf *items, int i,
			size_t step)
{
	const char *what = replies[i].what;
	struct http_reply reply = {
		.failure = replies[i].failure, .status = replies[i].status,
		.head.type = "text/x",
		.err = { ERR_LIMIT, "the connection ended", "a hint" },
	};
	struct buf more = { 0 };
	struct reply_error error = { "", "" };
	struct err why = { 0 };
	enum intake_kind kind;
	bool wanted, ended;

	while (more.len < replies[i].pad_bytes)
		buf_puts(&more, replies[i].pad);
	buf_clear(items);
	ck_assert_int_eq(intake_begin(in, "List", "set/item", false, &why), 0);
	wanted = feed(in, replies[i].status, replies[i].body,
		      strlen(replies[i].body), step) &&
		 feed(in, replies[i].status, more.data, more.len, 4096);
	ck_assert_msg(wanted == (replies[i].failure != HTTP_REJECTED), "%s",
		      what);
	kind = intake_end(in, &reply, &error, &why);
	ck_assert_msg(kind == replies[i].kind, "%s: %d, %s", what, (int)kind,
		      why.text);
	check_text(what, kind == INTAKE_ERROR ? error.code : why.text,
		   replies[i].says);
	/* If libcurl reported an early end, the intake keeps libcurl's message
	 * unchanged. */
	ended = strcmp(why.text, reply.err.text) == 0;
	ck_assert_msg(why.kind == (ended ? ERR_LIMIT : ERR_FAILED), "%s", what);
	ck_assert_msg((*why.hint != '\0') ==
		      (ended || replies[i].status == 301 ||
		       strstr(replies[i].says, "<ListResponseType>")),
		      "%s: hint %s",
		      what, why.hint);
	if (replies[i].items)
		check_text(what, buf_str(items), replies[i].items);
	buf_release(&more);
}

/* Reads each reply in large pieces, and then byte by byte.  Then reads a short
 * reply again after every short reply.  Only the first reply is read again
 * after every long reply, because all pairs would take minutes under
 * valgrind. */
START_TEST(reply_kinds)
{
	struct intake in = { 0 };
	struct buf items = { 0 };
	struct err err;

	ck_assert_int_eq(intake_init(&in, on_item, &items, &err), 0);
	check_reply(&in, &items, _i, 1024);
	check_reply(&in, &items, _i, 1);
	for (int i = 0; i < ROWS(replies); i++) {
		if (replies[_i].pad_bytes || (replies[i].pad_bytes && _i))
			continue;
		check_reply(&in, &items, i, 1024);
		check_reply(&in, &items, _i, 1024);
	}
	intake_release(&in);
	buf_release(&items);
}
END_TEST

/* If the caller wants no items, the whole tree can be read. */
START_TEST(no_items)
{
	struct intake in = { 0 };
	struct buf items = { 0 };
	const struct http_reply reply = { .status = 200 };
	struct reply_error error;
	struct err err;

	ck_assert_int_eq(intake_init(&in, on_item, &items, &err), 0);
	ck_assert_int_eq(intake_begin(&in, "List", NULL, false, &err), 0);
	ck_assert_ptr_null(intake_root(&in));
	ck_assert(feed(&in, 200, LIST, strlen(LIST), 7));
	ck_assert_int_eq(intake_end(&in, &reply, &error, &err), INTAKE_REPLY);
	check_text("an item", item_text(intake_root(&in), "set/item"), "1");
	check_text("no items", buf_str(&items), "");
	intake_release(&in);
	buf_release(&items);
}
END_TEST

/* intake_drop frees the reply's memory. */
START_TEST(drop_frees_memory)
{
	char *text = check_repeat('x', 100000);
	struct intake in = { 0 };
	struct buf items = { 0 };
	struct err err;

	ck_assert_int_eq(intake_init(&in, on_item, &items, &err), 0);
	ck_assert_int_eq(intake_begin(&in, "List", NULL, false, &err), 0);
	ck_assert(feed(&in, 200, "<ListResponse>", 14, 14));
	ck_assert(feed(&in, 200, text, 100000, 4096));
	ck_assert_uint_ge(intake_memory(&in), 100000);
	intake_drop(&in);
	/* The parser keeps only a few names of elements. */
	ck_assert_uint_lt(intake_memory(&in), 10000);
	ck_assert_ptr_null(intake_root(&in));
	intake_release(&in);
	buf_release(&items);
	free(text);
}
END_TEST

/* The intake keeps the beginning of a body only if the caller asks for it, as
 * with --debug. */
START_TEST(body_for_debug)
{
	char *more = check_repeat('x', INTAKE_KEPT_MAX);
	static const char start[] = "<ListResponse><more>";
	static const char cut[] = "... (cut)";
	struct intake in = { 0 };
	struct buf items = { 0 };
	struct err err;

	ck_assert_int_eq(intake_init(&in, on_item, &items, &err), 0);
	for (int round = 0; round < 4; round++) {
		bool keep = round % 2 == 1;

		ck_assert_int_eq(intake_begin(&in, "List", "set/item", keep,
					      &err), 0);
		check_text("at the start", buf_str(&in.body), "");
		ck_assert(feed(&in, 200, start, strlen(start), 10));
		check_text("body", buf_str(&in.body), keep ? start : "");
		ck_assert(feed(&in, 200, more, INTAKE_KEPT_MAX, 4096));
		ck_assert_uint_eq(in.body.len, keep ? INTAKE_KEPT_MAX +
				  strlen(cut) : 0);
	}
	check_text("end", in.body.data + INTAKE_KEPT_MAX, cut);
	/* An error may quote our token, so the body of an error is secret. */
	ck_assert(!in.body.secret);
	ck_assert(feed(&in, 403, "<Response>", 10, 10));
	ck_assert(in.body.secret);
	intake_release(&in);
	buf_release(&items);
	free(more);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ reply_kinds, ROWS(replies) },
		{ no_items, 1 },
		{ drop_frees_memory, 1 },
		{ body_for_debug, 1 },
	};

	return check_main("intake", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of intake: what a reply turns out to be, in pieces of any size. */
#include "intake.h"

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
	size_t pad;		/* so many letters behind it */
	enum http_failure failure;
	enum intake_kind kind;
	const char *says;	/* why, or the error's code */
	const char *items;	/* that came; NULL: some may have */
} replies[] = {
	{ "a reply", 200, LIST, 0, END, INTAKE_REPLY, "", "12" },
	{ "no items", 200, "<ListResponse/>", 0, END, INTAKE_REPLY, "", "" },
	{ "an error", 400, ERROR("X"), 0, END, INTAKE_ERROR, "X", "" },
	{ "an old one", 500, OLD_ERROR("X"), 0, END, INTAKE_ERROR, "X", "" },
	{ "an error that is called good", 200, ERROR("X"), 0, END,
	  INTAKE_ERROR, "X", "" },
	{ "items in an error", 400, LIST, 0, END, INTAKE_FOREIGN,
	  "answered HTTP 400 with <ListResponse>, which is no reply to List",
	  "" },
	/* What is not ours to read. */
	{ "another action's", 200, "<OtherResponse><set><item>1</item></set>"
	  "</OtherResponse>", 0, HTTP_REJECTED, INTAKE_FOREIGN,
	  "answered HTTP 200 with <OtherResponse>, which is no reply to List",
	  NULL },
	{ "HTML", 200, "<html><body>", 0, HTTP_REJECTED, INTAKE_FOREIGN,
	  "answered HTTP 200 with <html>, which is no reply to List", "" },
	{ "text", 200, "Hello", 0, HTTP_REJECTED, INTAKE_FOREIGN,
	  "answered HTTP 200 with text/x, which is no reply of EC2", "" },
	{ "text of an error", 502, "Bad Gateway", 0, END, INTAKE_FOREIGN,
	  "answered HTTP 502 with text/x, which is no reply of EC2", "" },
	{ "HTML of an error", 403, "<html>&nbsp;<br></html>", 0, END,
	  INTAKE_FOREIGN,
	  "answered HTTP 403 with text/x, which is no reply of EC2", "" },
	{ "an error without a page", 503, "", 0, END, INTAKE_FOREIGN,
	  "answered HTTP 503 with text/x, which is no reply of EC2", "" },
	{ "a redirect", 301, "", 0, END, INTAKE_FOREIGN,
	  "answered HTTP 301 with text/x, which is no reply of EC2", "" },
	/* What is not whole. */
	{ "nothing", 200, "", 0, END, INTAKE_BROKEN,
	  "answered HTTP 200 and nothing else", "" },
	{ "cut", 200, "<ListResponse><set><item>1</item><item>", 0, CUT,
	  INTAKE_BROKEN, "the connection ended", "1" },
	{ "cut, though it does not look so", 200,
	  "<ListResponse><set><item>1</item><item>", 0, END, INTAKE_BROKEN,
	  "reply: broken XML in line 1: Extra content at the end of the "
	  "document", "1" },
	{ "an error that is cut", 400, "<Response><Errors><Error><Code>X",
	  0, CUT, INTAKE_BROKEN, "the connection ended", "" },
	/* An error's page that goes on and on, and is left there. */
	{ "an error, and more", 400, "<Response><Errors><Error><Code>X</Code>"
	  "</Error></Errors><more>", INTAKE_KEPT_MAX, HTTP_REJECTED,
	  INTAKE_ERROR, "X", "" },
	{ "no error, and more", 400, "<Response><more>", INTAKE_KEPT_MAX,
	  HTTP_REJECTED, INTAKE_FOREIGN,
	  "answered HTTP 400 with more than 256 KiB", "" },
	{ "text, and more", 400, "Hello", INTAKE_KEPT_MAX, HTTP_REJECTED,
	  INTAKE_FOREIGN,
	  "answered HTTP 400 with text/x, which is no reply of EC2", "" },
};

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	buf_puts(ctx, item_text(item, ""));
	return 0;
}

/* Feeds LEN bytes, STEP at a time, until no more are wanted. */
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
		.head.type = "text/x", .err.text = "the connection ended",
	};
	char *more = check_repeat('x', replies[i].pad);
	struct reply_error error = { "", "" };
	struct err why = {0};
	enum intake_kind kind;
	bool wanted;

	buf_clear(items);
	ck_assert_int_eq(intake_begin(in, "List", "set/item", false, &why), 0);
	wanted = feed(in, replies[i].status, replies[i].body,
		      strlen(replies[i].body), step) &&
		 feed(in, replies[i].status, more, replies[i].pad, 4096);
	ck_assert_msg(wanted == (replies[i].failure != HTTP_REJECTED), "%s",
		      what);
	kind = intake_end(in, &reply, &error, &why);
	ck_assert_msg(kind == replies[i].kind, "%s: %d, %s", what, (int)kind,
		      why.text);
	check_text(what, kind == INTAKE_ERROR ? error.code : why.text,
		   replies[i].says);
	ck_assert_msg((*why.hint != '\0') == (replies[i].status == 301),
		      "%s: hint %s", what, why.hint);
	if (replies[i].items)
		check_text(what, buf_str(items), replies[i].items);
	free(more);
}

/* In one piece, and byte by byte; and again after each of the others. */
START_TEST(kinds)
{
	struct intake in = {0};
	struct buf items = {0};
	struct err err;

	ck_assert_int_eq(intake_init(&in, on_item, &items, &err), 0);
	check_reply(&in, &items, _i, 1024);
	check_reply(&in, &items, _i, 1);
	for (int i = 0; i < ROWS(replies); i++) {
		check_reply(&in, &items, i, 1024);
		check_reply(&in, &items, _i, 1024);
	}
	intake_release(&in);
	buf_release(&items);
}
END_TEST

/* Where none are wanted the whole tree can be looked at. */
START_TEST(no_items)
{
	struct intake in = {0};
	struct buf items = {0};
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

/* The beginning of a body, when it is to be shown. */
START_TEST(kept)
{
	char *more = check_repeat('x', INTAKE_KEPT_MAX);
	static const char start[] = "<ListResponse><more>";
	static const char cut[] = "... (cut)";
	struct intake in = {0};
	struct buf items = {0};
	struct err err;

	ck_assert_int_eq(intake_init(&in, on_item, &items, &err), 0);
	for (int keep = 0; keep < 2; keep++) {
		ck_assert_int_eq(intake_begin(&in, "List", "set/item", keep,
					      &err), 0);
		ck_assert(feed(&in, 200, start, strlen(start), 10));
		check_text("body", buf_str(&in.body), keep ? start : "");
		ck_assert(feed(&in, 200, more, INTAKE_KEPT_MAX, 4096));
		ck_assert_uint_eq(in.body.len, keep ? INTAKE_KEPT_MAX +
				  strlen(cut) : 0);
	}
	check_text("its end", in.body.data + INTAKE_KEPT_MAX, cut);
	/* What a refusal quotes is wiped. */
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
		{ kinds, ROWS(replies) },
		{ no_items, 1 },
		{ kept, 1 },
	};

	return check_main("intake", cases, ROWS(cases));
}

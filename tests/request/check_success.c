/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of success: the step after a complete reply. */
#include "request/success.h"

#include "check_unsent.h"

static const struct readback unless_clear[] = {
	{ "Id", "Look", .subject = "Id", .missing = "no" },
	{ .when = NULL }
};
static const struct readback if_imitated[] = {
	{ "Id", "Look", .subject = "Id", .if_imitated = true,
	  .missing = "no" },
	{ .when = NULL }
};
static const struct readback always[] = {
	{ "Id", "Look", .subject = "Id", .always = true, .missing = "no" },
	{ .when = NULL }
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(ID("A", PATH("id"))) },
	ROW_END
};
static const struct answer_rule list_rule = {
	.set = "set", .resources = "", .id = "id",
};

static const struct exchange_call a_list = {
	.action = "Do", .items = "set/item", .rows = rows, .rule = &list_rule,
};
static const struct exchange_call pages = {
	.action = "Do", .items = "set/item", .rows = rows, .rule = &list_rule,
	.pages = true,
};
static const struct exchange_call asking = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_ANSWER,
};
static const struct exchange_call unread_write = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_SUCCESS,
	.writes = true,
};
static const struct exchange_call read_write = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_SUCCESS,
	.writes = true, .readbacks = unless_clear, .look = "x shows it",
};
static const struct exchange_call always_read = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_SUCCESS,
	.writes = true, .readbacks = always,
};
static const struct exchange_call imitated_read = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_SUCCESS,
	.writes = true, .readbacks = if_imitated, .look = "x shows it",
};
static const struct exchange_call new_list = {
	.action = "Do", .items = "set/item", .rows = rows, .writes = true,
	.rule = &list_rule, .pages = true, .look = "x shows it",
};
static const struct exchange_call unshown_list = {
	.action = "Do", .items = "set/item", .rows = rows, .writes = true,
	.rule = &list_rule,
};

#define SET(inner) "<set>" inner "</set>"
#define ITEM(id) "<item><id>" id "</id></item>"
#define TRUE "<return>true</return>"
#define FALSE "<return>false</return>"
#define TWICE "A: could not tell: it came twice in one reply"
#define TOKEN "<nextToken>t</nextToken>"

static const struct {
	const char *what;
	const struct exchange_call *call;
	const char *reply, *want, *notes;
	bool dry_run, unread;
	const char *space;	/* the reply's namespace, or NULL for EC2's */
} replies[] = {
	{ "a list", &a_list, SET(ITEM("a")), "done +rows", "" },
	{ "a reply without the list", &a_list, "",
	  "failed: could not tell: the reply has no <set>", "" },
	{ "one of two ids comes twice", &a_list,
	  SET(ITEM("a") ITEM("b") ITEM("A")), "failed: " TWICE " +rows", "" },
	{ "the only id comes twice", &a_list, SET(ITEM("a") ITEM("A")),
	  "failed: " TWICE, "" },
	{ "a dry run of a list", &a_list, SET(ITEM("a")), "done +rows",
	  "!the endpoint ignored --dry-run;", .dry_run = true },
	/* Pages. */
	{ "a list with a next page", &pages, SET(ITEM("a")) TOKEN,
	  "again +rows", "" },
	{ "an empty page token", &pages, SET(ITEM("a")) "<nextToken/>",
	  "done +rows", "" },
	{ "no page token", &pages, SET(ITEM("a")), "done +rows", "" },
	{ "a page token in a list without pages", &a_list, SET(ITEM("a")) TOKEN,
	  "done +rows", "" },
	{ "a page token in the reply to a write", &new_list,
	  SET(ITEM("a")) TOKEN, "done +rows", "" },
	{ "a write without the expected list", &new_list, "", "failed: could "
	  "not tell: the reply has no <set> | x shows it", "" },
	{ "a write without the list, and no command that shows it",
	  &unshown_list, "", "failed: could not tell: "
	  "the reply has no <set>", "" },
	/* Replies with <return>, or without <return>. */
	{ "the answer true", &asking, TRUE, "done +rows", "" },
	{ "the answer false", &asking, FALSE, "done +rows", "" },
	{ "an answer without <return>", &asking, "", "failed: could not "
	  "tell: the reply says neither true nor false", "" },
	{ "an answer with two <return>", &asking, TRUE FALSE,
	  "failed: reply: <return> occurs twice", "" },
	{ "a write with <return> true", &read_write, TRUE, "done +rows", "" },
	{ "a write with <return> false", &read_write, FALSE,
	  "failed: the service answered false: not done", "" },
	{ "a write without <return>", &read_write, "", "look +rows", "" },
	{ "a write without <return>, with --no-verify", &read_write, "",
	  "look +rows", "", .unread = true },
	{ "a write without <return> and without a read", &unread_write, "",
	  "done +rows",
	  "the reply has no <return>; HTTP 200 is taken as success;" },
	{ "a write with <return> true, and a needed read", &always_read, TRUE,
	  "look +rows", "" },
	{ "a needed read, with --no-verify", &always_read, TRUE,
	  "done +rows", "", .unread = true },
	/* Another namespace shows that the server is not EC2. */
	{ "true from an imitation", &imitated_read, TRUE, "look +rows", "",
	  .space = "http://ec2.amazonaws.com/doc/2013-10-15/" },
	{ "an imitation with a similar namespace", &imitated_read, TRUE,
	  "look +rows", "", .space = "http://ec2.amazonaws.com/doc/v" },
	{ "an imitation with a namespace of another host", &imitated_read, TRUE,
	  "look +rows", "", .space = "http://compute.example/doc/v/" },
	{ "true from an imitation, with --no-verify", &imitated_read, TRUE,
	  "done +rows", "", .unread = true, .space = "urn:other" },
	{ "true from an imitation, and no read", &unread_write, TRUE,
	  "done +rows", "", .space = "urn:other" },
	{ "false from an imitation", &read_write, FALSE, "failed: the service "
	  "answered false: not done", "", .space = "urn:other" },
	{ "true from an imitation, and a read only for unclear replies",
	  &read_write, TRUE, "done +rows", "", .space = "urn:other" },
	{ "true from EC2", &imitated_read, TRUE, "done +rows", "" },
	{ "true without a namespace", &imitated_read, TRUE, "done +rows", "",
	  .space = "" },
	{ "a dry run that was carried out", &read_write, TRUE, "failed: the "
	  "endpoint ignored --dry-run and carried out the request | x shows "
	  "it", "", .dry_run = true },
};

START_TEST(replied)
{
	const struct exchange_call *call = replies[_i].call;
	static const char *const params[] = { "Id", "a", NULL };
	struct unsent u = { 0 };
	struct exchange *x = &u.x;
	struct buf doc = { 0 };

	unsent_begin(&u, call, params);
	u.run.dry_run = replies[_i].dry_run;
	u.run.read_back = !replies[_i].unread;
	x->clock_tried = x->attempt.streamed = true;
	buf_printf(&doc, "<DoResponse xmlns=\"%s\">%s</DoResponse>",
		   replies[_i].space ? replies[_i].space
				     : "http://ec2.amazonaws.com/doc/v/",
		   replies[_i].reply);
	ck_assert_int_eq(intake_begin(&x->intake, "Do", call->items, false,
				      &u.err), 0);
	ck_assert_msg(intake_feed(&x->intake, 200, doc.data, doc.len,
				  &u.err) == 0, "%s", u.err.text);
	ck_assert_int_eq(success_of_call(x, UNSENT_NOW, &u.err), 0);
	check_text(replies[_i].what, unsent_state(&u), replies[_i].want);
	check_text(replies[_i].what, buf_str(&u.notes), replies[_i].notes);
	ck_assert_int_eq(x->result.answered_false,
			 call == &asking &&
			 strcmp(replies[_i].reply, FALSE) == 0);
	if (!x->result.failed) {
		ck_assert(!x->attempt.streamed);
		/* `said_yes` is false only if <return> is missing in the reply
		 * to a write that should have <return>. */
		ck_assert_int_eq(x->said_yes, call->returns != REPLY_SUCCESS ||
				 *replies[_i].reply);
	}
	if (x->state == EXCHANGE_DUE) {
		ck_assert_int_eq(x->due_ms, UNSENT_NOW);
		ck_assert_int_eq(x->attempts, 0);
		ck_assert(!x->clock_tried);
	}
	buf_release(&doc);
	unsent_end(&u);
}
END_TEST

/* The next page is requested with the token.  A token that comes twice is an
 * error. */
START_TEST(page)
{
	struct unsent u = { 0 };
	struct buf text = { 0 };

	unsent_begin(&u, &pages, NULL);
	unsent_reply(&u, "Do", SET("") TOKEN);
	ck_assert_int_eq(success_of_call(&u.x, UNSENT_NOW, &u.err), 0);
	query_text(&u.x.query, &text);
	check_text("request", buf_str(&text),
		   "Action=Do&Version=v&NextToken=t");
	ck_assert_int_eq(success_of_call(&u.x, UNSENT_NOW, &u.err), 0);
	ck_assert_int_eq(u.x.state, EXCHANGE_DONE);
	ck_assert(u.x.result.failed);
	buf_release(&text);
	unsent_end(&u);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ replied, ROWS(replies) }, { page, 1 },
	};

	return check_main("success", cases, ROWS(cases));
}

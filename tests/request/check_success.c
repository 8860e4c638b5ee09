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
static const struct exchange_call question = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_ANSWER,
};
static const struct exchange_call blind = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_SUCCESS,
	.writes = true,
};
static const struct exchange_call seen = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_SUCCESS,
	.writes = true, .readbacks = unless_clear, .look = "x shows it",
};
static const struct exchange_call mistrusted = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_SUCCESS,
	.writes = true, .readbacks = always,
};
static const struct exchange_call dropped = {
	.action = "Do", .items = "", .rows = rows, .returns = REPLY_SUCCESS,
	.writes = true, .readbacks = if_imitated, .look = "x shows it",
};
static const struct exchange_call makes = {
	.action = "Do", .items = "set/item", .rows = rows, .writes = true,
	.rule = &list_rule, .pages = true, .look = "x shows it",
};
static const struct exchange_call makes_blind = {
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
	const char *space;	/* the reply's namespace; NULL means EC2's */
} replies[] = {
	{ "a list", &a_list, SET(ITEM("a")), "done +rows", "" },
	{ "no list", &a_list, "", "failed: could not tell: the reply has no "
	  "<set>", "" },
	{ "one of two ids twice", &a_list, SET(ITEM("a") ITEM("b") ITEM("A")),
	  "failed: " TWICE " +rows", "" },
	{ "the only id twice", &a_list, SET(ITEM("a") ITEM("A")),
	  "failed: " TWICE, "" },
	{ "a dry run of a list", &a_list, SET(ITEM("a")), "done +rows",
	  "!the endpoint ignored --dry-run;", .dry_run = true },
	/* Pages. */
	{ "a list with a next page", &pages, SET(ITEM("a")) TOKEN,
	  "again +rows", "" },
	{ "an empty token", &pages, SET(ITEM("a")) "<nextToken/>", "done +rows",
	  "" },
	{ "no token", &pages, SET(ITEM("a")), "done +rows", "" },
	{ "a token of a list without pages", &a_list, SET(ITEM("a")) TOKEN,
	  "done +rows", "" },
	{ "a token in the reply to a write", &makes, SET(ITEM("a")) TOKEN,
	  "done +rows", "" },
	{ "a write without the expected list", &makes, "",
	  "failed: could not tell: "
	  "the reply has no <set> | x shows it", "" },
	{ "such a write without a command that shows it", &makes_blind, "",
	  "failed: could not tell: " "the reply has no <set>", "" },
	/* <return>. */
	{ "yes", &question, TRUE, "done +rows", "" },
	{ "the answer false", &question, FALSE, "done +rows", "" },
	{ "neither true nor false", &question, "",
	  "failed: could not tell: the reply says "
	  "neither true nor false", "" },
	{ "both true and false", &question, TRUE FALSE,
	  "failed: reply: it has <return> " "twice", "" },
	{ "carried out", &seen, TRUE, "done +rows", "" },
	{ "not carried out", &seen, FALSE,
	  "failed: the service answered false: not done", "" },
	{ "unclear", &seen, "", "look +rows", "" },
	{ "unclear, with --no-verify", &seen, "", "look +rows", "",
	  .unread = true },
	{ "unclear, without a read", &blind, "", "done +rows",
	  "the reply has no <return>; HTTP 200 is taken as success;" },
	{ "an answer that a read must confirm", &mistrusted, TRUE, "look +rows",
	  "" },
	{ "an answer with --no-verify", &mistrusted, TRUE, "done +rows", "",
	  .unread = true },
	/* Another namespace shows that the server is not EC2. */
	{ "true from an imitation", &dropped, TRUE, "look +rows", "",
	  .space = "http://ec2.amazonaws.com/doc/2013-10-15/" },
	{ "an imitation with a similar namespace", &dropped, TRUE, "look +rows",
	  "", .space = "http://ec2.amazonaws.com/doc/v" },
	{ "an imitation with a namespace of another host", &dropped, TRUE,
	  "look +rows", "", .space = "http://compute.example/doc/v/" },
	{ "true from an imitation, with --no-verify", &dropped, TRUE,
	  "done +rows", "", .unread = true, .space = "urn:other" },
	{ "true from an imitation, without a read", &blind, TRUE,
	  "done +rows", "", .space = "urn:other" },
	{ "false from an imitation", &seen, FALSE,
	  "failed: the service answered "
	  "false: not done", "", .space = "urn:other" },
	{ "true from an imitation to a supported action", &seen, TRUE,
	  "done +rows", "", .space = "urn:other" },
	{ "true from EC2", &dropped, TRUE, "done +rows", "" },
	{ "no namespace", &dropped, TRUE, "done +rows", "", .space = "" },
	{ "a dry run that was carried out", &seen, TRUE, "failed: the endpoint "
	  "ignored --dry-run; this was carried out | x shows it", "",
	  .dry_run = true },
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
			 call == &question &&
			 strcmp(replies[_i].reply, FALSE) == 0);
	if (!x->result.failed) {
		ck_assert(!x->attempt.streamed);
		/* A call whose reply has <return> succeeds if <return> is
		 * true. */
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

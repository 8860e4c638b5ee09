/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of reply: the action, <return>, error and request id of a reply. */
#include "reply/reply.h"

#include "check_main.h"

static int ignore_item(void *ctx, const struct node *item, struct err *err)
{
	return 0;
}

static struct item *parse(const char *doc)
{
	struct item *it = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(item_new(&it, "", ignore_item, NULL, &err), 0);
	ck_assert_msg(item_feed(it, doc, strlen(doc), &err) == 0 &&
		      item_finish(it, &err) == 0, "%s: %s", doc, err.text);
	return it;
}

static const struct {
	const char *doc;
	const char *action;
	bool matches;
} actions[] = {
	{ "<DescribeImagesResponse/>", "DescribeImages", true },
	{ "<x:DescribeImagesResponse xmlns:x='u'/>", "DescribeImages", true },
	{ "<DescribeImagesResponse/>", "DescribeImage", false },
	{ "<DescribeImagesResponse/>", "DescribeImagesX", false },
	{ "<DescribeImageResponse/>", "DescribeImages", false },
	{ "<DescribeImages/>", "DescribeImages", false },
	{ "<DescribeImagesResponses/>", "DescribeImages", false },
	{ "<DescribeImagesResult/>", "DescribeImages", false },
	{ "<describeImagesResponse/>", "DescribeImages", false },
	{ "<Response/>", "DescribeImages", false },
	{ "<a><DescribeImagesResponse/></a>", "DescribeImages", false },
	{ "<html/>", "DescribeImages", false },
};

START_TEST(action)
{
	struct item *it = parse(actions[_i].doc);

	ck_assert_msg(reply_is_to(item_root(it), actions[_i].action) ==
		      actions[_i].matches, "%s, %s", actions[_i].doc,
		      actions[_i].action);
	ck_assert(!reply_is_to(NULL, actions[_i].action));
	item_free(it);
}
END_TEST

static const struct {
	const char *doc;
	int rc;
	enum reply_truth truth;
	const char *words;	/* part of the error, or NULL for "neither true
				 * nor false" */
} truths[] = {
	{ "<r><return>true</return></r>", 0, REPLY_TRUE },
	{ "<r><return>false</return></r>", 0, REPLY_FALSE },
	{ "<r/>", 0, REPLY_MISSING },
	{ "<r><x><return>true</return></x></r>", 0, REPLY_MISSING },
	{ "<r><Return>true</Return></r>", 0, REPLY_MISSING },
	{ "<r><result>true</result></r>", 0, REPLY_TRUE },
	{ "<r><result>false</result></r>", 0, REPLY_FALSE },
	{ "<r><result>false</result><return>false</return></r>", 0,
	  REPLY_FALSE },
	{ "<r><result>true</result><return>false</return></r>", -1,
	  REPLY_MISSING, "<return> is 'false', <result> is 'true'" },
	{ "<r><return>true</return><result/></r>", -1, REPLY_MISSING,
	  "<return> is 'true', <result> is ''" },
	{ "<r><return>true</return><return>true</return></r>", -1,
	  REPLY_MISSING, "<return> occurs twice" },
	{ "<r><return/></r>", -1, REPLY_MISSING },
	{ "<r><return>True</return></r>", 0, REPLY_TRUE },
	{ "<r><return>FALSE</return></r>", 0, REPLY_FALSE },
	{ "<r><return> true\n</return></r>", 0, REPLY_TRUE },
	{ "<r><return>1</return></r>", 0, REPLY_TRUE },
	{ "<r><return>0</return></r>", 0, REPLY_FALSE },
	{ "<r><return>True</return><result>1</result></r>", 0, REPLY_TRUE },
	{ "<r><return>01</return></r>", -1, REPLY_MISSING },
	{ "<r><return>yes</return></r>", -1, REPLY_MISSING },
	{ "<r><return>truE false</return></r>", -1, REPLY_MISSING },
	{ "<r><return>truefalse</return></r>", -1, REPLY_MISSING },
	{ "<r><return><x>true</x></return></r>", -1, REPLY_MISSING },
	{ "<r><result>maybe</result></r>", -1, REPLY_MISSING,
	  "<result> is 'maybe', neither true nor false" },
};

START_TEST(truth)
{
	struct item *it = parse(truths[_i].doc);
	struct err err = { 0 };
	enum reply_truth got = REPLY_MISSING;
	int rc = reply_truth(item_root(it), &got, &err);

	ck_assert_msg(rc == truths[_i].rc && got == truths[_i].truth,
		      "%s: %d, %d", truths[_i].doc, rc, got);
	if (rc)
		ck_assert_msg(strstr(err.text, truths[_i].words
					       ? truths[_i].words
					       : "neither true nor false"),
			      "%s", err.text);
	item_free(it);
}
END_TEST

#define IDS "<RequestID>r-1</RequestID>"

static const struct {
	const char *what;
	const char *doc;
	const char *found;	/* code:message, or NULL if the reply has no
				 * error */
} errors[] = {
	{ "an error of EC2",
	  "<Response><Errors><Error><Code>A.B</Code><Message>m m</Message>"
	  "</Error></Errors>" IDS "</Response>", "A.B:m m" },
	{ "an error of another service",
	  "<ErrorResponse><Error><Type>Sender</Type>"
				 "<Code>A</Code><Message>m</Message></Error>"
				 "</ErrorResponse>", "A:m" },
	{ "the first of several errors",
	  "<Response><Errors><Error><Code>A</Code></Error><Error><Code>B"
	  "</Code></Error></Errors></Response>", "A:" },
	{ "an error without a message",
	  "<Response><Errors><Error><Code>A</Code></Error>"
	  "</Errors></Response>", "A:" },
	{ "an error without a code",
	  "<Response><Errors><Error><Message>m</Message>"
	  "</Error></Errors></Response>", NULL },
	{ "no error within <Errors>", "<Response><Errors/></Response>", NULL },
	{ "an empty root", "<Response/>", NULL },
	{ "a success", "<AResponse><return>true</return></AResponse>", NULL },
	{ "an error in another root",
	  "<html><Error><Code>A</Code></Error></html>", NULL },
	{ "errors in another root",
	  "<AResponse><Errors><Error><Code>A</Code></Error></Errors>"
	  "</AResponse>", NULL },
	{ "an error that is the root", "<Error><Code>A</Code></Error>", NULL },
	{ "Client before the code",
	  "<Response><Errors><Error><Code>Client.A.B</Code></Error></Errors>"
	  "</Response>", "A.B:" },
	{ "Server before the code",
	  "<Response><Errors><Error><Code>Server.A</Code></Error></Errors>"
	  "</Response>", "A:" },
	{ "Client without a code",
	  "<Response><Errors><Error><Code>Client.</Code></Error></Errors>"
	  "</Response>", "Client.:" },
	{ "an error in a namespace", "<ErrorResponse "
	  "xmlns='u'><Error><Code>A</Code></Error></ErrorResponse>", "A:" },
};

START_TEST(error)
{
	struct item *it = parse(errors[_i].doc);
	struct reply_error got = { "", "" };
	char text[64];
	bool found = reply_find_error(item_root(it), &got);

	ck_assert_msg(found == (errors[_i].found != NULL), "%s",
		      errors[_i].what);
	(void)snprintf(text, sizeof(text), "%s:%s", got.code, got.message);
	check_text(errors[_i].what, text,
		   errors[_i].found ? errors[_i].found : ":");
	ck_assert(!reply_find_error(NULL, &got));
	item_free(it);
}
END_TEST

static const struct {
	const char *doc, *id;
} ids[] = {
	{ "<r><requestId>a</requestId></r>", "a" },
	{ "<r><RequestID>b</RequestID></r>", "b" },
	{ "<r><RequestId>c</RequestId></r>", "c" },
	{ "<r><x><requestId>a</requestId></x></r>", "" },
	{ "<r/>", "" },
};

START_TEST(request_id)
{
	struct item *it = parse(ids[_i].doc);

	check_text(ids[_i].doc, reply_request_id(item_root(it)), ids[_i].id);
	check_text("no reply", reply_request_id(NULL), "");
	item_free(it);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ action, ROWS(actions) },
		{ truth, ROWS(truths) },
		{ error, ROWS(errors) },
		{ request_id, ROWS(ids) },
	};

	return check_main("reply", cases, ROWS(cases));
}

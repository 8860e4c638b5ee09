/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of await, through api: how --wait waits for the result of a write. */
#include "request/await.h"

#include "check_main.h"
#include "support/runner.h"

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", LITERAL("R")),
		COLUMN("B", REQUEST("ImageId"))) },
	ROW_END
};

static const struct answer_rule rule = {
	.set = "set", .resources = "", .id = "id", .ids = "Id",
};

static const struct until until = {
	"Look", "set/item", &rule, "made/id", "state", .good = "good",
	.bad = "bad|worse", .reason = "why",
};

static const struct until until_gone = {
	"Look", "set/item", &rule, "made/id", "state", .good = "gone",
	.gone_holds = true,
};

static const struct until until_again = {
	"Look", "set/item", &rule, "made/id", "state", .good = "good",
	.bad = "bad|worse", .before = "bad",
};

static const struct exchange_call make_call = {
	"Make", "", rows, .writes = true, .once = true, .until = &until,
	.look = "x shows it",
};

static const struct exchange_call end_call = {
	"Make", "", rows, .writes = true, .until = &until_gone,
};

static const struct exchange_call again_call = {
	"Make", "", rows, .writes = true, .until = &until_again,
};

#define REPLY(action, inner) "<" action "Response>" inner "</" action \
	"Response>"
#define ERROR(code) "<Response><Errors><Error><Code>" code "</Code>" \
	"<Message>words</Message></Error></Errors><RequestID>q</RequestID>" \
	"</Response>"
#define MADE REPLY("Make", "<made><id>1</id></made><made><id>2</id></made>")
#define STATES(one, two) REPLY("Look", "<set><item><id>1</id><state>" one \
	"</state></item><item><state>" two "</state><why>it is</why><id>2" \
	"</id></item></set>")
#define LOOK "Id.1=1&Id.2=2"
#define FIRST "begin a; row R a; "

/* The write makes two resources, with the ids 1 and 2.  In the last case, the
 * write makes no resource. */
static const struct {
	const char *what;
	const struct exchange_call *call;
	int seconds;		/* longest wait for the resources; 0 means not
				 * to wait */
	int stop_after_ms;
	struct server_reply script[4];
	const char *log;
	size_t requests;
} cases[] = {
	{ "without --wait", &make_call, 0, 0, {{ .body = MADE }},
	  FIRST "done a; ", 1 },
	{ "both resources are good at the first read", &make_call, 9, 0,
	  {{ .when = LOOK, .body = STATES("good", "good") },
	   { .body = MADE }}, FIRST "done a; ", 2 },
	{ "a good state with a remark in parentheses", &make_call, 9, 0,
	  {{ .when = LOOK, .body = STATES("good (a, b)", "good") },
	   { .body = MADE }}, FIRST "done a; ", 2 },
	{ "one resource is good later", &make_call, 9, 0,
	  {{ .when = LOOK, .times = 1, .body = STATES("good", "new") },
	   { .when = LOOK, .body = STATES("good", "good") },
	   { .body = MADE }}, FIRST "done a; ", 3 },
	{ "one resource is not known yet", &make_call, 9, 0,
	  {{ .when = LOOK, .times = 1, .status = 400,
	     .body = ERROR("InvalidThing.NotFound") },
	   { .when = LOOK, .body = STATES("good", "good") },
	   { .body = MADE }}, FIRST "done a; ", 3 },
	{ "the reply omits one resource", &make_call, 1, 0,
	  {{ .when = LOOK, .body = REPLY("Look", "<set><item><id>1</id>"
		"<state>good</state></item></set>") },
	   { .body = MADE }},
	  FIRST "failed a: carried out, but not good after 1 second; ", 2 },
	{ "a resource in a bad state", &make_call, 9, 0,
	  {{ .when = LOOK, .body = STATES("good", "worse") },
	   { .body = MADE }},
	  FIRST "failed a: 2 is in state worse, and will not become good: it "
	  "is; ", 2 },
	{ "the state from before the write", &again_call, 9, 0,
	  {{ .when = LOOK, .times = 1, .body = STATES("bad", "good") },
	   { .when = LOOK, .body = STATES("good", "good") },
	   { .body = MADE }}, FIRST "done a; ", 3 },
	{ "a bad state other than before the write", &again_call, 9, 0,
	  {{ .when = LOOK, .body = STATES("bad", "worse") },
	   { .body = MADE }},
	  FIRST "failed a: 2 is in state worse, and will not become good; ",
	  2 },
	{ "a resource that does not become good", &make_call, 1, 0,
	  {{ .when = LOOK, .body = STATES("good", "new") },
	   { .body = MADE }},
	  FIRST "failed a: carried out, but not good after 1 second; ", 2 },
	{ "three reads fail with 503", &make_call, 9, 0,
	  {{ .when = LOOK, .times = 3, .status = 503 },
	   { .when = LOOK, .body = STATES("good", "good") },
	   { .body = MADE }}, FIRST "done a; ", 5 },
	{ "the read is denied", &make_call, 9, 0,
	  {{ .when = LOOK, .status = 403,
	     .body = ERROR("UnauthorizedOperation") }, { .body = MADE }},
	  FIRST "failed a: carried out, but not known to be good: "
	  "Client.UnauthorizedOperation: words; ", 2 },
	{ "the reply has no set", &make_call, 9, 0,
	  {{ .when = LOOK, .body = REPLY("Look", "") }, { .body = MADE }},
	  FIRST "failed a: carried out, but not known to be good: "
	  "could not tell: the reply has no <set>; ", 2 },
	{ "the run is interrupted", &make_call, 9, 300, {{ .body = MADE }},
	  FIRST "failed a: carried out, but the wait was ended, since "
	  "the run was interrupted; ", 1 },
	{ "a wait until the resource is gone", &end_call, 9, 0,
	  {{ .when = LOOK, .body = REPLY("Look", "<set/>") },
	   { .body = MADE }}, FIRST "done a; ", 2 },
	{ "the write makes no resource", &make_call, 9, 0,
	  {{ .body = REPLY("Make", "") }}, FIRST "done a; ", 1 },
};

START_TEST(waiting)
{
	static const char *const words[] = { "a", NULL };
	struct runner r = {
		.call = cases[_i].call, .words = words,
		.script = cases[_i].script, .script_count = 4,
		.wait_seconds = cases[_i].seconds,
		.stop_after_ms = cases[_i].stop_after_ms,
	};

	runner_run(&r);
	check_text(cases[_i].what, buf_str(&r.log), cases[_i].log);
	ck_assert_msg(server_count(r.server) == cases[_i].requests,
		      "%s: %zu requests", cases[_i].what,
		      server_count(r.server));
	runner_release(&r);
}
END_TEST

/* The resource stays in the bad state that it had before the write.  Once the
 * wait has lasted UNTIL_UNKNOWN_MS, this state counts as a failure. */
static const struct {
	long long after_ms;
	size_t failures;
} stays[] = {
	{ UNTIL_FIRST_MS, 0 },
	{ UNTIL_UNKNOWN_MS - 1, 0 },
	{ UNTIL_UNKNOWN_MS, 1 },
};

START_TEST(staying)
{
	struct exchange_run run = { .call = &again_call };
	struct exchange x = {
		.run = &run, .sent_ms = 5 + stays[_i].after_ms,
		.watch.begun_ms = 5,
	};
	struct node state = { .name = "state", .text = "bad" };
	struct node id = { .name = "id", .text = "1", .next = &state };
	struct node item = { .name = "item", .text = "", .first = &id,
			     .last = &state };
	struct params asked = { 0 };
	struct err err;

	ck_assert_int_eq(answer_begin(&x.watch.answer, &rule, &asked, &err), 0);
	await_look(&x);
	ck_assert_int_eq(await_item(&x, &item, &err), 0);
	ck_assert_uint_eq(x.watch.failures.len > 0, stays[_i].failures);
	ck_assert_uint_eq(x.watch.others, !stays[_i].failures);
	answer_release(&x.watch.answer);
	buf_release(&x.watch.failures);
}
END_TEST

int main(void)
{
	const struct check_case all[] = {
		{ waiting, ROWS(cases) }, { staying, ROWS(stays) },
	};

	return check_main("await", all, ROWS(all));
}

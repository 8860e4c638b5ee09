/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of follow, through api: the writes that follow the first write. */
#include "request/follow.h"

#include "check_main.h"
#include "support/runner.h"

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", LITERAL("R")),
		COLUMN("B", REQUEST("ImageId"))) },
	ROW_END
};

static const struct row part_rows[] = {
	{ "@Use.Add.", .columns = COLUMNS(
		COLUMN("A", LITERAL("P")),
		COLUMN("B", REQUEST("Part")),
		COLUMN("C", VALUE)) },
	ROW_END
};

static const struct row id_rows[] = {
	{ "item", .has = "part/id", .columns = COLUMNS(
		COLUMN("Id", PATH("part/id"))) },
	ROW_END
};

static const struct row list_rows[] = {
	{ "parts", .rows = id_rows, .columns = COLUMNS(COLUMN("List", EMPTY)) },
	ROW_END
};

static const struct answer_rule rule = {
	.set = "set", .resources = "", .id = "id", .ids = "Id",
};

static const struct exchange_call list_parts = {
	"List", "set/item", list_rows, .rule = &rule,
};

static const struct exchange_call change_part = {
	"ChangePart", "", part_rows, .writes = true, .look = "x shows it",
};

static const struct follow follow = {
	.read = &list_parts, .subject = "ImageId", .as = "Id.1",
	.write = &change_part, .id = "Part", .from = "LaunchPermission",
	.to = "Use", .portion = 2, .unfit = "Arn", .unfit_words = "an ARN",
	.none_words = "no parts", .unread_words = "no list",
};

static const struct exchange_call change = {
	"Change", "", rows, .writes = true, .follow = &follow,
};

#define REPLY(action, inner) "<" action "Response>" inner "</" action \
	"Response>"
#define ERROR(code) "<Response><Errors><Error><Code>" code "</Code>" \
	"<Message>words</Message></Error></Errors></Response>"
#define PART(id) "<item><part><id>" id "</id></part></item>"
#define LISTED(id, inner) REPLY("List", "<set><item><id>" id "</id>" inner \
	"</item></set>")
#define PARTS(id, inner) { .when = "Action=List&Id.1=" id, \
	.body = LISTED(id, "<parts>" inner "</parts>") }
#define CHANGED { .when = "Action=Change&", .body = REPLY("Change", "") }
#define PART_CHANGED { .when = "Action=ChangePart&", \
	.body = REPLY("ChangePart", "") }
#define TWO PARTS("a", PART("1") "<item><virtual>x</virtual></item>" PART("2"))

#define ONE "111122223333"
#define OTHER "444455556666"
#define THIRD "777788889999"
#define ARN "arn:aws:organizations::999988887777:organization/o-abcdefghij"
#define DONE(name) "begin " name "; row R " name "; done " name "; "
#define READ(name) "begin " name "; done " name "; "
#define DENIED(name) "failed " name ": no list: " \
	"Client.UnauthorizedOperation: words; "
#define WRITTEN(part, who) "begin " part "; row P " part " " who "; done " \
	part "; "

static const struct {
	const char *what;
	const char *words[10];
	struct server_reply script[5];
	const char *log;
	size_t requests;	/* number of all requests */
	size_t writes;		/* number of writes to parts */
	const char *sent;	/* text that a request has, or NULL */
	bool dry_run;
	int stop_at_done, under_way;
} cases[] = {
	{ "an image with two parts", { "a", "-a", ONE }, { TWO, CHANGED,
	  PART_CHANGED }, DONE("a") READ("a") WRITTEN("1", ONE) WRITTEN("2",
	  ONE), 4, 2, "Part=2&Use.Add.1.UserId=" ONE },
	{ "a change without accounts", { "a" }, { CHANGED }, DONE("a"), 1, 0 },
	{ "a list with one part twice", { "a", "-a", ONE },
	  { PARTS("a", PART("1") PART("1")), CHANGED, PART_CHANGED },
	  DONE("a") READ("a") WRITTEN("1", ONE), 3, 1 },
	{ "an image without parts", { "a", "-a", ONE }, { PARTS("a", ""),
	  CHANGED }, DONE("a") "warning a: no parts; " READ("a"), 2, 0 },
	{ "a reply without a list of parts", { "a", "-a", ONE },
	  {{ .when = "Action=List", .body = LISTED("a", "") }, CHANGED },
	  DONE("a") "failed a: no list: could not tell: the reply has no "
	  "<parts>; ", 2, 0 },
	{ "parts of another image", { "a", "-a", ONE },
	  {{ .when = "Action=List", .body = LISTED("b", "<parts>" PART("1")
	     "</parts>") }, CHANGED },
	  DONE("a") "failed a: no list: b: is in the reply, but was not "
		    "requested; ", 2,
	  0 },
	{ "listing the parts is denied", { "a", "-a", ONE },
	  {{ .when = "Action=List", .status = 403,
	     .body = ERROR("UnauthorizedOperation") }, CHANGED },
	  DONE("a") DENIED("a"), 2, 0 },
	{ "the list is lost once", { "a", "-a", ONE },
	  {{ .when = "Action=List", .times = 1, .end = SERVER_DROP },
	   TWO, CHANGED, PART_CHANGED },
	  DONE("a") READ("a") WRITTEN("1", ONE) WRITTEN("2", ONE), 5, 2 },
	{ "the list is truncated once", { "a", "-a", ONE },
	  {{ .when = "Action=List", .times = 1, .cut = 70,
	     .body = LISTED("a", "<parts>" PART("1") PART("2") "</parts>"),
	     .end = SERVER_CUT },
	   PARTS("a", PART("2")), CHANGED, PART_CHANGED },
	  DONE("a") READ("a") WRITTEN("2", ONE), 4, 1 },
	{ "the first change fails", { "a", "-a", ONE },
	  {{ .when = "Action=Change&", .status = 400, .body = ERROR("X") },
	   TWO, PART_CHANGED },
	  "failed a: Client.X: words; ", 1, 0 },
	{ "the change of one part fails", { "a", "-a", ONE },
	  {{ .when = "Part=1", .status = 400, .body = ERROR("X") },
	   TWO, CHANGED, PART_CHANGED },
	  DONE("a") READ("a") "failed 1: Client.X: words; "
	  WRITTEN("2", ONE), 4, 2 },
	{ "the reply to the change of a part is lost", { "a", "-a", ONE },
	  {{ .when = "Part=1", .times = 1, .end = SERVER_DROP },
	   TWO, CHANGED, PART_CHANGED },
	  DONE("a") READ("a") WRITTEN("1", ONE) WRITTEN("2", ONE), 5, 3 },
	{ "three accounts, of which a request takes two", { "a", "-a", ONE,
	  "-a", OTHER, "-a", THIRD }, { PARTS("a", PART("1")), CHANGED,
	  PART_CHANGED }, DONE("a") READ("a") "begin 1; row P 1 " ONE
	  "; row P 1 " OTHER "; done 1; " WRITTEN("1", THIRD), 4, 2,
	  "Part=1&Use.Add.1.UserId=" THIRD },
	{ "an account that parts cannot have", { "a", "-a", ARN, "-a", ONE },
	  { PARTS("a", PART("1")), CHANGED, PART_CHANGED },
	  "warning a: an ARN; " DONE("a") READ("a") WRITTEN("1", ONE), 3, 1,
	  "Part=1&Use.Add.1.UserId=" ONE },
	{ "only accounts that parts cannot have", { "a", "-a", ARN },
	  { CHANGED }, "warning a: an ARN; " DONE("a"), 1, 0 },
	{ "two jobs, the first of which is slow", { "a", "b", "-a", ONE },
	  {{ .when = "ImageId=a", .delay_ms = 300,
	     .body = REPLY("Change", "") },
	   PARTS("a", PART("1")), PARTS("b", PART("2")), CHANGED,
	   PART_CHANGED },
	  DONE("a") READ("a") WRITTEN("1", ONE) DONE("b") READ("b")
	  WRITTEN("2", ONE), 6, 2 },
	{ "more jobs than run at once, and all lists denied",
	  { "a", "b", "c", "d", "e", "f", "-a", ONE },
	  {{ .when = "Action=List", .status = 403,
	     .body = ERROR("UnauthorizedOperation") }, CHANGED },
	  DONE("a") DENIED("a") DONE("b") DENIED("b") DONE("c") DENIED("c")
	  DONE("d") DENIED("d") DONE("e") DENIED("e") DONE("f") DENIED("f"),
	  12, 0, .under_way = 1 },
	{ "a dry run", { "a", "-a", ONE },
	  {{ .when = "DryRun=true", .status = 412,
	     .body = ERROR("DryRunOperation") }, TWO },
	  READ("a") READ("a") READ("1") READ("2"), 4, 2,
	  "Action=List&Id.1=a&Version", .dry_run = true },
	{ "the keys are refused for the list of parts", { "a", "b", "-a", ONE },
	  {{ .when = "Action=List", .status = 403,
	     .body = ERROR("InvalidClientTokenId") }, CHANGED },
	  NULL, 4, 0 },
	{ "interrupted before the list is read", { "a", "-a", ONE },
	  { PARTS("a", PART("1")), CHANGED, PART_CHANGED },
	  DONE("a") "failed a: no list: not tried, since the run was "
	  "interrupted; ", 1, 0, .stop_at_done = 1 },
	{ "interrupted before a part is changed", { "a", "-a", ONE },
	  { PARTS("a", PART("1")), CHANGED, PART_CHANGED },
	  DONE("a") READ("a") "failed 1: not tried, since the run was "
	  "interrupted; ", 2, 0, .stop_at_done = 2 },
};

START_TEST(following)
{
	struct runner r = {
		.call = &change, .words = cases[_i].words,
		.script = cases[_i].script, .script_count = 5,
		.dry_run = cases[_i].dry_run,
		.stop_at_done = cases[_i].stop_at_done,
		.under_way_max = cases[_i].under_way,
	};
	const char *what = cases[_i].what, *sent = cases[_i].sent;
	size_t requests, most = cases[_i].requests;

	runner_run(&r);
	ck_assert_msg(r.rc == 0, "%s: %s", what, r.err.text);
	if (cases[_i].log)
		check_text(what, buf_str(&r.log), cases[_i].log);
	else
		ck_assert_msg(strstr(buf_str(&r.log), "failed a: no list: ") &&
			      strstr(buf_str(&r.log), "failed b: no list: "),
			      "%s: %s", what, buf_str(&r.log));
	/* If `log` is NULL, two jobs run at once.  When the service refuses the
	 * keys for the first list of parts, the run may or may not have
	 * requested the second list. */
	requests = server_count(r.server);
	ck_assert_msg(requests == most ||
		      (!cases[_i].log && requests == most - 1),
		      "%s: %zu requests", what, requests);
	ck_assert_msg(server_holding(r.server, "Action=ChangePart") ==
		      cases[_i].writes, "%s: %zu writes", what,
		      server_holding(r.server, "Action=ChangePart"));
	ck_assert_msg(!sent || server_holding(r.server, sent) == 1, "%s", what);
	runner_release(&r);
}
END_TEST

/* The list of parts is longer than 1 MiB.  The rows of this list are not
 * printed. */
START_TEST(long_list)
{
	struct buf body = { 0 };
	static const char *const words[] = { "a", "-a", ONE, NULL };
	struct runner r = { .call = &change, .words = words };
	char *id = check_repeat('1', 100);

	buf_puts(&body, "<ListResponse><set><item><id>a</id><parts>");
	for (int i = 0; i < 12000; i++)
		buf_printf(&body, PART("%s"), id);
	buf_puts(&body, "</parts></item></set></ListResponse>");
	{
		const struct server_reply script[] = {
			{ .when = "Action=List", .body = body.data },
			CHANGED, PART_CHANGED,
		};

		r.script = script;
		r.script_count = 3;
		runner_run(&r);
	}
	ck_assert_int_eq(r.rc, 0);
	ck_assert_uint_eq(r.rows, 2);
	ck_assert_uint_eq(server_count(r.server), 3);
	runner_release(&r);
	buf_release(&body);
	free(id);
}
END_TEST

int main(void)
{
	const struct check_case all[] = {
		{ following, ROWS(cases) }, { long_list, 1 },
	};

	return check_main("follow", all, ROWS(all));
}

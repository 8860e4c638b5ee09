/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of settle: the result of a write after a read of the resource. */
#include "request/settle.h"

#include "check_unsent.h"

static const struct answer_rule rule = {
	.set = "set", .resources = "set/item", .id = "id", .ids = "Id",
};

/* Returns the resource if its state is "new", or NULL. */
static const struct node *find_new(const struct node *reply,
				   const struct params *write)
{
	const struct node *item = item_find(reply, "set/item");
	const char *state = item ? item_text(item, "state") : NULL;

	(void)write;
	return state && strcmp(state, "new") == 0 ? item : NULL;
}

/* Returns the reply if the resource is missing, the resource if its state is
 * "new", or NULL. */
static const struct node *find_gone(const struct node *reply,
				    const struct params *write)
{
	const struct node *item = item_find(reply, "set/item");

	return item ? find_new(reply, write) : reply;
}

static const struct readback readbacks[] = {
	{ "Id", "Look", .subject = "Id", .as = "Id.1", .rule = &rule,
	  .find = find_new, .missing = "it is not there", .hint = "wait" },
	{ "Gone", "Look", .subject = "Gone", .as = "Id.1", .rule = &rule,
	  .find = find_gone, .gone_holds = true, .missing = "it is there" },
	{ "Shown", "Look", .subject = "Shown", .as = "Id.1", .rule = &rule,
	  .find = find_new, .if_imitated = true, .missing = "it is not so" },
	{ .when = NULL }
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(COLUMN("A", PATH("id"))) },
	ROW_END
};

static const struct exchange_call call = {
	.action = "Write", .items = "", .rows = rows, .writes = true,
	.readbacks = readbacks, .look = "x shows it",
};

static const char *const writes[][3] = {
	{ "Id", "a", NULL }, { "Gone", "a", NULL }, { "Shown", "a", NULL },
	{ "Other", "a", NULL },
};

static void begin(struct unsent *u, size_t write)
{
	const struct readback *readback;

	unsent_begin(u, &call, writes[write]);
	readback = settle_readback(&u->x);
	ck_assert_ptr_eq(readback, write < 3 ? &readbacks[write] : NULL);
	if (readback)
		ck_assert_int_eq(settle_begin(&u->x, readback, UNSENT_NOW,
					      &u->err), 0);
}

START_TEST(request)
{
	struct unsent u = { 0 };
	struct buf text = { 0 };

	begin(&u, 0);
	check_text("state", unsent_state(&u), "look");
	query_text(&u.x.query, &text);
	check_text("request", buf_str(&text), "Action=Look&Version=v&Id.1=a");
	ck_assert_int_eq(u.x.due_ms, UNSENT_NOW);
	ck_assert_int_eq(u.x.attempts, 0);
	ck_assert(!u.x.clock_tried);
	buf_release(&text);
	unsent_end(&u);
	u = (struct unsent){ .run.dry_run = false };
	begin(&u, 3);
	unsent_end(&u);
}
END_TEST

#define SET(inner) "<set>" inner "</set>"
#define ITEM(id, state) SET("<item><id>" id "</id><state>" state \
	"</state></item>")
#define LOOK " | the change may have been made anyway: x shows it"

static const struct {
	const char *what;
	size_t write;		/* index in `writes` */
	bool settling;		/* the reply to the write was lost */
	const char *refused;	/* error code of the last write, or "" if
				 * `settling` is false or no reply came */
	bool said_yes;
	const char *reply;	/* the reply to the read, or NULL if the read
				 * failed */
	const char *code;	/* error code of the failed read, or NULL */
	bool late;		/* this is the last read */
	const char *want, *notes;
	long status;		/* HTTP status of the refusal, 400 if 0 */
} looks[] = {
	/* Reads after a success, or after a reply that says neither success nor
	 * failure. */
	{ "the change is there", 0, false, "", true, ITEM("a", "new"), NULL,
	  false, "done", "" },
	{ "the change is not there yet", 0, false, "", true, ITEM("a", "old"),
	  NULL, false, "look", "" },
	{ "the change is not there at the last read", 0, false, "", true,
	  ITEM("a", "old"), NULL, true,
	  "failed: the endpoint said yes, but it is not there | wait", "" },
	{ "no success reported, and no change", 1, false, "", false, ITEM("a",
	  "old"), NULL, true,
	  "failed: the endpoint did not report success, and it is there", "" },
	{ "a reply about another resource", 0, false, "", true, ITEM("b",
	  "new"), NULL, false,
	  "failed: accepted, but the result could not be read back: b: "
	  "is in the reply, but was not requested", "" },
	{ "a reply without the set", 0, false, "", true, "", NULL, false,
	  "failed: accepted, but the result could not be read back: "
	  "could not tell: the reply has no <set>", "" },
	{ "the read is denied", 0, false, "", true, NULL,
	  "UnauthorizedOperation",
	  false, "done", "!the service said yes, but this account may not read "
			 "the result: not verified;" },
	{ "the read is denied, and no success reported", 0, false, "", false,
	  NULL,
	  "UnauthorizedOperation", false, "failed: accepted, but the result "
					  "could not be read back: why", "" },
	{ "a removed resource is not found", 1, false, "", true, NULL,
	  "InvalidThing.NotFound", false, "done", "" },
	{ "a new resource is not found", 0, false, "", true, NULL,
	  "InvalidThing.NotFound", false, "failed: accepted, but the result "
					  "could not be read back: why", "" },
	{ "the read fails after a removal", 1, false, "", true, NULL,
	  "InternalError", false, "failed: accepted, but the result could not "
				  "be read back: why", "" },
	{ "a removed resource is not in the reply", 1, false, "", false,
	  SET(""), NULL, false, "done", "" },
	{ "an imitation of EC2 without the read's action", 2, false, "", true,
	  NULL, "InvalidAction", false, "done", "!the endpoint said yes, but "
	  "cannot show the result: not verified;" },
	{ "an imitation without the read's action, and no success", 2, false,
	  "", false, NULL, "InvalidAction", false, "failed: accepted, but the "
	  "result could not be read back: why", "" },
	{ "InvalidAction for a read that every endpoint has", 0, false, "",
	  true, NULL, "InvalidAction", false,
	  "failed: accepted, but the result could not be read back: why", "" },
	{ "an imitation whose read fails", 2, false, "", true, NULL,
	  "InternalError", false,
	  "failed: accepted, but the result could not be read back: why", "" },
	/* Reads after a lost reply. */
	{ "refused repeat, and the change is there", 0, true, "Duplicate",
	  false, ITEM("a", "new"), NULL, false, "done +rows", "!the repeat was "
	  "refused, but the change is there;" },
	{ "an error of the server, and the change is there", 0, true,
	  "InternalError", false, ITEM("a", "new"), NULL, false, "done +rows",
	  "!no attempt reported success, but the change is there;", 500 },
	{ "no reply at all, and the change is there", 0, true, "", false,
	  ITEM("a", "new"), NULL, false, "done +rows",
	  "!no attempt reported success, but the change is there;" },
	{ "refused repeat, and no change", 0, true, "Duplicate", false,
	  ITEM("a", "old"), NULL, false, "failed: refusal", "" },
	{ "refused repeat, and the read fails", 0, true, "Duplicate", false,
	  NULL, "InternalError", false, "failed: refusal" LOOK, "" },
	{ "refused repeat, and the resource is being removed", 1, true,
	  "Duplicate", false, ITEM("a", "new"), NULL, false, "done +rows",
	  "!the repeat was refused, but the change is there;" },
	{ "refused repeat, and the resource is removed", 1, true,
	  "InvalidThing.Unavailable", false, NULL, "InvalidThing.NotFound",
	  false, "done +rows",
	  "!the repeat was refused, but the change is there;" },
	{ "neither the repeat nor the read finds the resource", 1, true,
	  "InvalidThing.NotFound", false, NULL, "InvalidThing.NotFound", false,
	  "failed: refusal" LOOK, "" },
};

START_TEST(read_results)
{
	struct unsent u = { 0 };
	struct exchange *x = &u.x;
	long long now = UNSENT_NOW;

	begin(&u, looks[_i].write);
	x->said_yes = looks[_i].said_yes;
	if (looks[_i].settling) {
		x->doubt = EXCHANGE_SETTLING;
		x->result.status = !*looks[_i].refused ? 0 :
				   looks[_i].status ? looks[_i].status : 400;
		(void)snprintf(x->result.code, sizeof(x->result.code), "%s",
			       looks[_i].refused);
		err_set(&x->result.err, "refusal");
	}
	if (looks[_i].late)
		now += READBACK_MS;
	unsent_reply(&u, "Look", looks[_i].reply ? looks[_i].reply : "");
	if (looks[_i].reply) {
		ck_assert_int_eq(settle_answered(x, now, &u.err), 0);
	} else {
		(void)snprintf(x->attempt.result.code,
			       sizeof(x->attempt.result.code), "%s",
			       looks[_i].code);
		err_set(&x->attempt.result.err, "why");
		ck_assert_int_eq(settle_failed(x, now, &u.err), 0);
	}
	check_text(looks[_i].what, unsent_state(&u), looks[_i].want);
	check_text(looks[_i].what, buf_str(&u.notes), looks[_i].notes);
	unsent_end(&u);
}
END_TEST

/* If a read does not show the change, another read follows after a wait.  Each
 * read must come within READBACK_MS after the first read. */
START_TEST(waits)
{
	struct unsent u = { 0 };
	long long now = UNSENT_NOW;
	int looks_made = 0;

	begin(&u, 0);
	while (u.x.state == EXCHANGE_DUE) {
		ck_assert_int_lt(looks_made, 100);
		unsent_reply(&u, "Look", ITEM("a", "old"));
		ck_assert_int_eq(settle_answered(&u.x, now, &u.err), 0);
		if (u.x.state == EXCHANGE_DUE) {
			ck_assert_int_eq(u.x.due_ms - now,
					 readback_wait_ms(looks_made));
			now = u.x.due_ms;
		}
		looks_made++;
	}
	ck_assert_int_lt(now, UNSENT_NOW + READBACK_MS);
	ck_assert_int_ge(now + readback_wait_ms(looks_made),
			 UNSENT_NOW + READBACK_MS);
	unsent_end(&u);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ request, 1 }, { read_results, ROWS(looks) }, { waits, 1 },
	};

	return check_main("settle", cases, ROWS(cases));
}

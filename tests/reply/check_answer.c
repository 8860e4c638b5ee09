/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of answer: which items are accepted, and which faults are reported. */
#include "reply/answer.h"

#include "check_main.h"
#include "reply/item.h"

static const struct answer_match matches[] = {
	{ "code", NULL, "codes/item/code|code", .kind = ANSWER_CODE,
	  .called = "code" },
	{ "owner", "Owner", "owner", .kind = ANSWER_OWNER, .called = "owner" },
	{ .filter = NULL }
};

static const char *const selects[] = { "Filter", NULL };

static const struct answer_rule list = {
	.set = "set", .resources = "", .id = "id", .ids = "Id",
	.selects = selects, .matches = matches,
};
static const struct answer_rule below = {
	.set = "set", .resources = "resources/item", .id = "id", .ids = "Id",
};
static const struct answer_rule launch = {
	.set = "set", .resources = "", .id = "id", .least = "Min",
	.most = "Max",
};
static const struct answer_rule named = {
	.set = "set", .resources = "", .id = "id", .ids = "Id", .name = "name",
	.names = "Name", .selects = selects,
};
static const struct answer_rule one = { .one_id = "imageId" };
static const struct answer_rule attribute = {
	.attribute = true, .echoes = { { "id", "Id" } },
};

#define SET(items) "<r><set>" items "</set></r>"
#define ITEM(id) "<item><id>" id "</id></item>"

static const struct {
	const char *what;
	const struct answer_rule *rule;
	const char *params[6];		/* names, each before its value */
	const char *path, *doc;
	const char *kept;		/* id of each item that is kept, or
					 * (NAME) if it has no id */
	const char *said;		/* faults with a `;` after each fault,
					 * or the error of the whole reply */
} replies[] = {
	{ "no id requested", &list, { NULL }, "set/item",
	  SET(ITEM("a") ITEM("b")), "a b ", "" },
	{ "an empty set", &list, { NULL }, "set/item", "<r><set/></r>", "",
	  "" },
	{ "a reply without the set", &list, { NULL }, "set/item", "<r/>", "",
	  "could not tell: the reply has no <set>" },
	{ "a reply with two sets", &list, { NULL }, "set/item",
	  "<r><set/><set/></r>", "",
	  "could not tell: the reply has <set> twice" },
	{ "the requested id, in upper case and with blanks", &list,
	  { "Id.1", "a" }, "set/item", SET(ITEM(" A ")), "A ", "" },
	{ "an id that was not requested", &list, { "Id.1", "a" }, "set/item",
	  SET(ITEM("a") ITEM("b")), "a ", "b: is in the reply, but was not "
					  "requested;" },
	{ "requested ids that are missing", &list, { "Id.1", "b", "Id.2", "a" },
	  "set/item", "<r><set/></r>", "",
	  "b: not there, or not visible to you;"
	  "a: not there, or not visible to you;" },
	{ "a missing id that was requested twice", &list, { "Id.1", "b", "Id.2",
	  "B" }, "set/item", "<r><set/></r>", "",
	  "b: not there, or not visible to you;" },
	{ "with a filter, a missing id is no fault", &list, { "Id.1", "b",
	  "Filter.1.Name", "x" }, "set/item", "<r><set/></r>", "", "" },
	{ "Verbose is not an id", &list, { "Id.1", "Verbose" }, "set/item",
	  SET(ITEM("a")), "a ", "" },
	{ "an id that comes twice", &list, { NULL }, "set/item",
	  SET(ITEM("a") ITEM("A")), "a ",
	  "A: could not tell: it came twice in one reply;" },
	{ "an item without an id", &list, { NULL }, "set/item",
	  SET("<item><x/></item>"), "", "could not tell: an item has no id;" },
	{ "an item with two ids", &list, { NULL }, "set/item",
	  SET("<item><id>a</id><id>b</id></item>"), "",
	  "could not tell: an item has two ids;" },
	{ "an element that is not an item", &list, { NULL }, "set/item",
	  SET("<i/>"), "",
	  "could not tell: <set> holds <i>, which is not an item;" },
	/* Resources that may have a name but no id. */
	{ "resources that have only names", &named, { NULL }, "set/item",
	  SET("<item><name>a</name></item><item><name>A</name></item>"),
	  "(a) (A) ", "" },
	{ "an empty id beside a name", &named, { NULL }, "set/item",
	  SET("<item><id/><name>A</name></item>"), " ", "" },
	{ "the requested name", &named, { "Name.1", "a" }, "set/item",
	  SET("<item><name>a</name></item>"), "(a) ", "" },
	{ "a name that was not requested", &named, { "Name.1", "a" },
	  "set/item", SET("<item><name>b</name></item>"), "", "b: is in the "
	  "reply, but was not requested;a: not there, or not visible to you;" },
	{ "a name that differs from the requested name in case", &named,
	  { "Name.1", "a" }, "set/item", SET("<item><name>A</name></item>"), "",
	  "A: is in the reply, but was not requested;a: not there, or not "
	  "visible to you;" },
	{ "a name in place of the requested id", &named, { "Id.1", "i-1" },
	  "set/item", SET("<item><name>b</name></item>"), "", "b: is in the "
	  "reply, but was not requested;i-1: not there, or not visible "
	  "to you;" },
	{ "a name that comes twice", &named, { NULL }, "set/item",
	  SET("<item><name>a</name></item><item><name>a</name></item>"),
	  "(a) ", "a: could not tell: it came twice in one reply;" },
	{ "an item with two names", &named, { NULL }, "set/item",
	  SET("<item><name>a</name><name>b</name></item>"), "",
	  "could not tell: an item has two ids;" },
	{ "an item without id and name", &named, { NULL }, "set/item",
	  SET("<item><x/></item>"), "", "could not tell: an item has no id;" },
	/* Replies that contradict the request. */
	{ "items with the requested code", &list, { "Filter.1.Name", "code",
	  "Filter.1.Value.1",
	  "A" }, "set/item", SET("<item><id>a</id><codes><item><code>B</code>"
	  "</item><item><code>A</code></item></codes></item><item><id>b</id>"
	  "<code>A</code></item>"), "a b ", "" },
	{ "items with the code in another case, and without a code", &list,
	  { "Filter.1.Name", "code", "Filter.1.Value.1", "A" }, "set/item",
	  SET("<item><id>a</id><code>a</code></item>" ITEM("b")), "",
	  "a: is in the reply, but lacks the requested code;"
	  "b: is in the reply, but lacks the requested code;" },
	{ "a code that is a pattern is not compared", &list, { "Filter.1.Name",
	  "code", "Filter.1.Value.1", "A*" }, "set/item", SET(ITEM("b")), "b ",
	  "" },
	{ "the requested owner, another owner, and no owner", &list,
	  { "Owner.1", "111122223333" }, "set/item",
	  SET("<item><id>a</id><owner>111122223333</owner></item>"
	  "<item><id>b</id><owner>2</owner></item>" ITEM("c")), "a c ",
	  "b: is in the reply, but lacks the requested owner;" },
	{ "an owner that is a name is not compared", &list, { "Owner.1",
	  "self" }, "set/item", SET("<item><id>b</id><owner>2</owner></item>"),
	  "b ", "" },
	/* Resources that are below the reply's items. */
	{ "a resource that was not requested, below an item", &below, { "Id.1",
	  "a" }, "set/item", SET("<item><id>r</id><resources>"
	  ITEM("b") ITEM("a") "</resources></item>"), "r ",
	  "b: is in the reply, but was not requested;" },
	{ "only resources that were not requested", &below, { "Id.1", "a" },
	  "set/item", SET("<item><id>r</id><resources>" ITEM("b")
	  "</resources></item>"), "", "b: is in the reply, but was not "
	  "requested;a: not there, or not visible to you;" },
	{ "an item with an empty list of resources", &below, { NULL },
	  "set/item", SET("<item><id>r</id><resources/></item>"), "r ", "" },
	{ "an item without a list of resources", &below, { NULL }, "set/item",
	  SET("<item><id>r</id></item>"), "",
	  "could not tell: an item has no <resources>;" },
	/* Replies whose number of resources is checked. */
	{ "as many instances as requested", &launch, { "Min", "1", "Max", "2" },
	  "set/item", SET(ITEM("a") ITEM("b")), "a b ", "" },
	{ "fewer instances than requested", &launch, { "Min", "2", "Max", "2" },
	  "set/item", SET(ITEM("a")), "a ", "could not tell: the number of "
	  "resources in the reply is 1, but at least 2 were requested;" },
	{ "more instances than requested", &launch, { "Min", "1", "Max", "1" },
	  "set/item",
	  SET(ITEM("a") ITEM("b")), "a b ", "could not tell: the number of "
	  "resources in the reply is 2, but at most 1 were requested;" },
	{ "an id that came twice is not counted", &launch, { "Min", "1" },
	  "set/item", SET(ITEM("a") ITEM("a")), "a ", "a: could not tell: it "
	  "came twice in one reply;could not tell: the number of resources in "
	  "the reply is 0, but at least 1 were requested;" },
	/* Elements that must be below the root. */
	{ "an id below the root", &one, { NULL }, "",
	  "<r><imageId>a</imageId></r>", "", "" },
	{ "no id below the root", &one, { NULL }, "", "<r/>", "",
	  "could not tell: the reply has no <imageId>" },
	{ "an empty id below the root", &one, { NULL }, "", "<r><imageId> "
	  "</imageId></r>", "", "could not tell: <imageId> is empty" },
	{ "the requested attribute", &attribute, { "Attribute", "k", "Id",
	  "a" }, "", "<r><id>A</id><k><value>v</value></k></r>", "", "" },
	{ "the requested attribute, empty", &attribute, { "Attribute", "k" },
	  "", "<r><k/></r>", "", "" },
	{ "another attribute than requested", &attribute, { "Attribute", "k" },
	  "", "<r><l><value>v</value></l></r>", "",
	  "could not tell: the reply has no <k>" },
	{ "an attribute with an unknown element", &attribute, { "Attribute",
	  "k" }, "", "<r><k><x>v</x></k></r>", "",
	  "could not tell: <k> has neither a value nor items" },
	{ "an attribute that is text", &attribute, { "Attribute", "k" }, "",
	  "<r><k>v</k></r>", "",
	  "could not tell: <k> has neither a value nor items" },
	{ "an attribute of another image", &attribute, { "Attribute", "k", "Id",
	  "a" }, "", "<r><id>b</id><k/></r>", "",
	  "could not tell: the reply is about b, not about a" },
	{ "an attribute in a reply without an image id", &attribute,
	  { "Attribute", "k", "Id", "a" }, "", "<r><k/></r>", "", "" },
};

struct judging {
	struct answer a;
	struct buf kept;
};

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	struct judging *j = ctx;
	bool keep;

	if (answer_item(&j->a, item, &keep, err))
		return -1;
	if (keep && item_text(item, "id") && j->a.rule->id)
		buf_printf(&j->kept, "%s ", item_text(item, "id"));
	else if (keep && j->a.rule->name)
		buf_printf(&j->kept, "(%s) ", item_text(item, "name"));
	return 0;
}

/* Appends the faults, with a `;` after each fault. */
static void add_faults(struct buf *out, const struct answer *a)
{
	const char *text = buf_str(&a->faults);

	for (size_t at = 0; at < a->faults.len; at += strlen(text + at) + 1)
		buf_printf(out, "%s;", text + at);
}

START_TEST(judged)
{
	const char *const *param = replies[_i].params;
	const char *what = replies[_i].what;
	struct judging j = { .kept = { 0 } };
	struct params request = { 0 };
	struct item *it = NULL;
	struct buf said = { 0 };
	struct err err = { 0 };

	for (; *param; param += 2)
		ck_assert_int_eq(params_add(&request, param[0], param[1],
					    &err), 0);
	ck_assert_int_eq(answer_begin(&j.a, replies[_i].rule, &request, &err),
			 0);
	/* The second call of answer_reply must drop the ids of the first
	 * reply. */
	for (int i = 0; i < 2; i++) {
		buf_clear(&j.kept);
		answer_reply(&j.a);
		item_free(it);
		ck_assert_int_eq(item_new(&it, replies[_i].path, on_item, &j,
					  &err), 0);
		ck_assert_msg(item_feed(it, replies[_i].doc,
					strlen(replies[_i].doc), &err) == 0 &&
			      item_finish(it, &err) == 0, "%s: %s", what,
			      err.text);
	}
	check_text(what, buf_str(&j.kept), replies[_i].kept);
	if (answer_page(&j.a, item_root(it), &err) == 0) {
		ck_assert_int_eq(answer_end(&j.a, &err), 0);
		add_faults(&said, &j.a);
	} else {
		ck_assert_int_eq(err.kind, ERR_DOUBT);
		buf_puts(&said, err.text);
	}
	check_text(what, buf_str(&said), replies[_i].said);
	item_free(it);
	answer_release(&j.a);
	answer_release(&j.a);
	params_release(&request);
	buf_release(&said);
	buf_release(&j.kept);
}
END_TEST

/* The answer keeps a pointer to these parameters, so they are static. */
static const struct params no_params;

/* Passes each item of DOC to FN.  The request has no parameters. */
static void read_doc(struct answer *a, const struct answer_rule *rule,
		     item_fn *fn, void *ctx, const char *doc)
{
	struct item *it = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(answer_begin(a, rule, &no_params, &err), 0);
	answer_reply(a);
	ck_assert_int_eq(item_new(&it, "set/item", fn, ctx, &err), 0);
	ck_assert_int_eq(item_feed(it, doc, strlen(doc), &err), 0);
	item_free(it);
}

/* answer_came_once ignores the case of an id, and blanks around the id. */
START_TEST(came_once)
{
	static const struct {
		const char *id;
		bool once;
	} ids[] = {
		{ "a", false }, { " A ", false }, { "b", true },
		{ " b ", true }, { "aa", true }, { " ", true },
	};
	struct judging j = { .kept = { 0 } };
	struct err err = { 0 };

	read_doc(&j.a, &list, on_item, &j, SET(ITEM("a") ITEM("b")));
	ck_assert(!answer_has_twice(&j.a));
	answer_release(&j.a);
	read_doc(&j.a, &list, on_item, &j, SET(ITEM("a") ITEM("b") ITEM("A")));
	ck_assert(answer_has_twice(&j.a));
	for (int i = 0; i < ROWS(ids); i++) {
		bool is = !ids[i].once;

		ck_assert_int_eq(answer_came_once(&j.a, ids[i].id,
						  strlen(ids[i].id), &is, &err),
				 0);
		ck_assert_msg(is == ids[i].once, "'%s'", ids[i].id);
	}
	answer_release(&j.a);
	buf_release(&j.kept);
}
END_TEST

static int doubt(void *ctx, const struct node *item, struct err *err)
{
	struct err why;

	err_set(&why, "why");
	return answer_doubt(ctx, item, &why, err);
}

/* A fault usually begins with the id of its item.  The fault has no id if the
 * item has none, if the rule has none, or if the rule's ids are those of
 * resources below the item. */
START_TEST(doubt_names_item)
{
	static const struct {
		const struct answer_rule *rule;
		const char *item, *said;
	} items[] = {
		{ &list, "<item><id> a </id></item>", "a: why;" },
		{ &list, "<item/>", "why;" },
		{ &below, "<item><id>r</id></item>", "why;" },
		{ &one, "<item><imageId>a</imageId></item>", "why;" },
	};

	for (int i = 0; i < ROWS(items); i++) {
		struct answer a = { 0 };
		struct buf said = { 0 };
		char doc[100];

		(void)snprintf(doc, sizeof(doc), SET("%s"), items[i].item);
		read_doc(&a, items[i].rule, doubt, &a, doc);
		add_faults(&said, &a);
		check_text(items[i].item, buf_str(&said), items[i].said);
		buf_release(&said);
		answer_release(&a);
	}
}
END_TEST

/* The answer keeps at most ANSWER_FAULTS_MAX faults, and counts further
 * faults. */
START_TEST(fault_limit)
{
	static const char *const last[] = {
		"an item has no id;", ";and 1 more like these;",
		";and 2 more like these;",
	};
	struct judging j = { .kept = { 0 } };
	struct buf doc = { 0 }, said = { 0 };
	struct err err = { 0 };
	size_t faults = 0, len = strlen(last[_i]);

	buf_puts(&doc, "<r><set>");
	for (int i = 0; i < ANSWER_FAULTS_MAX + _i; i++)
		buf_puts(&doc, "<item/>");
	read_doc(&j.a, &list, on_item, &j, buf_str(&doc));
	ck_assert_int_eq(answer_end(&j.a, &err), 0);
	add_faults(&said, &j.a);
	for (const char *p = buf_str(&said); *p; p++)
		faults += *p == ';';
	ck_assert_uint_eq(faults, ANSWER_FAULTS_MAX + (_i ? 1 : 0));
	check_text("end", said.data + said.len - len, last[_i]);
	answer_release(&j.a);
	buf_release(&doc);
	buf_release(&said);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ judged, ROWS(replies) }, { came_once, 1 },
		{ doubt_names_item, 1 }, { fault_limit, 3 },
	};

	return check_main("answer", cases, ROWS(cases));
}

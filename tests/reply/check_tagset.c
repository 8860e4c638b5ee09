/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of tagset: whether a reply has the tags of a request. */
#include "reply/tagset.h"

#include "check_main.h"
#include "reply/item.h"

#define TAG(id, key, value) \
	"<item><resourceId>" id "</resourceId><resourceType>x</resourceType>" \
	"<key>" key "</key><value>" value "</value></item>"

static const struct {
	const char *what;
	const char *pairs[16];
	const char *tags;	/* XML within <tagSet> */
	bool all, none;
} replies[] = {
	{ "the requested tag", { "Tag.1.Key", "a", "Tag.1.Value", "b",
	  "ResourceId.1", "i-1" }, TAG("i-1", "a", "b"), true, false },
	{ "a reply without tags", { "Tag.1.Key", "a", "Tag.1.Value", "b",
	  "ResourceId.1", "i-1" }, "", false, true },
	{ "the requested key with another value", { "Tag.1.Key", "a",
	  "Tag.1.Value", "b", "ResourceId.1", "i-1" }, TAG("i-1", "a", "c"),
	  false, true },
	{ "a tag with any value", { "Tag.1.Key", "a", "ResourceId.1", "i-1" },
	  TAG("i-1", "a", "c"), true, false },
	{ "the requested empty value", { "Tag.1.Key", "a", "Tag.1.Value", "",
	  "ResourceId.1", "i-1" }, TAG("i-1", "a", ""), true, false },
	{ "a value instead of the requested empty value", { "Tag.1.Key", "a",
	  "Tag.1.Value", "", "ResourceId.1", "i-1" }, TAG("i-1", "a", "c"),
	  false, true },
	{ "the requested key in another case", { "Tag.1.Key", "a",
	  "ResourceId.1", "i-1" }, TAG("i-1", "A", ""), false, true },
	{ "a tag of another resource", { "Tag.1.Key", "a", "ResourceId.1",
	  "i-1" }, TAG("i-2", "a", ""), false, true },
	{ "the requested id in another case", { "Tag.1.Key", "a",
	  "ResourceId.1", "I-1" }, TAG("i-1", "a", ""), true, false },
	{ "one of two resources has the tag", { "Tag.1.Key", "a",
	  "ResourceId.1", "i-1", "ResourceId.2", "i-2" }, TAG("i-2", "a", ""),
	  false, false },
	{ "both resources have the tag", { "Tag.1.Key", "a", "ResourceId.1",
	  "i-1", "ResourceId.2",
	  "i-2" }, TAG("i-2", "a", "") TAG("i-1", "a", "x"), true, false },
	{ "one of two requested tags", { "Tag.1.Key", "a", "Tag.2.Key", "b",
	  "ResourceId.1", "i-1" }, TAG("i-1", "b", "") TAG("i-1", "c", ""),
	  false, false },
	{ "a reply with a page token", { "Tag.1.Key", "a", "ResourceId.1",
	  "i-1" }, TAG("i-1", "a", "")
	  "</tagSet><nextToken>x</nextToken><tagSet>", false, false },
	{ "a reply with an empty page token", { "Tag.1.Key", "a",
	  "ResourceId.1", "i-1" }, TAG("i-1", "a", "")
	  "</tagSet><nextToken/><tagSet>", true, false },
	{ "an empty item", { "Tag.1.Key", "a", "ResourceId.1", "i-1" },
	  "<item/>", false, true },
};

/* Checks the item in the callback, because the item is freed afterwards. */
static int judge(void *ctx, const struct node *item, struct err *err)
{
	const struct params *write = ctx;

	for (int i = 0; i < ROWS(replies); i++) {
		if (strcmp(item_text(item, "what"), replies[i].what) != 0)
			continue;
		ck_assert_msg(tagset_has_all(item, write) == replies[i].all,
			      "%s: all", replies[i].what);
		ck_assert_msg(tagset_has_none(item, write) == replies[i].none,
			      "%s: none", replies[i].what);
		return 0;
	}
	return err_set(err, "unknown");
}

START_TEST(reply)
{
	struct params write = { 0 };
	struct item *it = NULL;
	struct buf doc = { 0 };
	struct err err;
	const char *const *pair = replies[_i].pairs;

	for (; *pair; pair += 2)
		ck_assert_int_eq(params_add(&write, pair[0], pair[1], &err), 0);
	buf_printf(&doc, "<r><what>%s</what><tagSet>%s</tagSet></r>",
		   replies[_i].what, replies[_i].tags);
	ck_assert_int_eq(item_new(&it, "", judge, &write, &err), 0);
	ck_assert_msg(item_feed(it, doc.data, doc.len, &err) == 0 &&
		      item_finish(it, &err) == 0, "%s", err.text);
	item_free(it);
	buf_release(&doc);
	params_release(&write);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { reply, ROWS(replies) } };

	return check_main("tagset", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of tagset: whether a reply has the tags of a request. */
#include "reply/tagset.h"

#include "check_holds.h"

#define TAG(id, key, value) \
	"<item><resourceId>" id "</resourceId><resourceType>x</resourceType>" \
	"<key>" key "</key><value>" value "</value></item>"

static const struct {
	const char *what;
	const char *pairs[16];
	const char *tags;	/* XML within <tagSet> */
	bool all, none;		/* tagset_has_all, tagset_has_none */
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

START_TEST(reply)
{
	const char *const *pairs = replies[_i].pairs;
	struct buf xml = { 0 };

	buf_printf(&xml, "<tagSet>%s</tagSet>", replies[_i].tags);
	ck_assert_msg(check_holds(tagset_has_all, pairs, buf_str(&xml)) ==
		      replies[_i].all, "%s: all", replies[_i].what);
	ck_assert_msg(check_holds(tagset_has_none, pairs, buf_str(&xml)) ==
		      replies[_i].none, "%s: none", replies[_i].what);
	buf_release(&xml);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { reply, ROWS(replies) } };

	return check_main("tagset", cases, ROWS(cases));
}

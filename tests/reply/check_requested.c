/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of requested: the values that a request asks for, such as ids. */
#include "reply/requested.h"

#include "check_main.h"

/* Adds parameters, written as "NAME=VALUE NAME=VALUE". */
static void fill(struct params *p, const char *text)
{
	struct err err;

	while (*text) {
		size_t name = strcspn(text, "=");
		size_t value = strcspn(text + name + 1, " ");
		char a[64], b[64];

		(void)snprintf(a, sizeof(a), "%.*s", (int)name, text);
		(void)snprintf(b, sizeof(b), "%.*s", (int)value,
			       text + name + 1);
		ck_assert_int_eq(params_add(p, a, b, &err), 0);
		text += name + 1 + value;
		text += *text == ' ';
	}
}

static const struct {
	const char *params;
	const char *list, *filter;	/* list or filter whose values are
					 * read */
	bool exact;
	const char *want;	/* the expected values, sorted */
	const char *found, *not_found;	/* values to look for; `found` may be
					 * NULL */
	bool plain;		/* requested_is_plain without OWNERS */
	bool plain_owners;	/* requested_is_plain with OWNERS */
} lists[] = {
	{ "Id.1=b Id.2=a", "Id", NULL, false, "a b ", "B", "c", true, false },
	{ "Id.1=b Id.2=B Id.10=a", "Id", NULL, false, "a b ", "A", "", true,
	  false },
	{ "Id.1=b Id.2=B", "Id", NULL, true, "B b ", "b", "BB", true, false },
	{ "Id.1=b Ids.1=c Id.x=d Id.1.y=e", "Id", NULL, false, "b ", "b", "c",
	  true, false },
	{ "Id.1=a*", "Id", NULL, false, "a* ", "a*", "ab", false, false },
	{ "Id.1=a Id.2=b?", "Id", NULL, false, "a b? ", "a", "b", false,
	  false },
	{ "Id.1=a\\", "Id", NULL, false, "a\\ ", "a\\", "a", false, false },
	{ "Id.1=", "Id", NULL, false, " ", "", "a", false, false },
	{ "Id.1=111122223333", "Id", NULL, false, "111122223333 ",
	  "111122223333", "111122223334", true, true },
	{ "Id.1=111122223333 Id.2=self", "Id", NULL, false,
	  "111122223333 self ", "self", "x", true, false },
	{ "Id.1=11112222333", "Id", NULL, false, "11112222333 ",
	  "11112222333", "x", true, false },
	{ "Id.1=111122223333 ExecutableBy.1=x", "Id", NULL, false,
	  "111122223333 ", "111122223333", "x", true, false },
	{ "Filter.1.Name=x Filter.1.Value.1=n Filter.2.Name=f "
	  "Filter.2.Value.1=b Filter.2.Value.2=a Filter.3.Value.1=f", NULL, "f",
	  false, "a b ", "a", "n", true, false },
	{ "Name=f Filter.1.Name=x Filter.1.Value.1=f", NULL, "f", false, "",
	  NULL, "f", true, true },
	{ "", "Id", NULL, false, "", NULL, "a", true, true },
};

START_TEST(listed)
{
	struct requested_words w = { .exact = lists[_i].exact };
	struct params p = { 0 };
	struct buf got = { 0 };
	struct err err;

	fill(&p, lists[_i].params);
	if (lists[_i].list)
		ck_assert_int_eq(requested_add_list(&w, &p, lists[_i].list,
						    &err), 0);
	else
		ck_assert_int_eq(requested_add_filter(&w, &p, lists[_i].filter,
						      &err), 0);
	ck_assert_msg(requested_is_plain(&w, false, &p) == lists[_i].plain,
		      "%s: plain", lists[_i].params);
	ck_assert_msg(requested_is_plain(&w, true, &p) ==
		      lists[_i].plain_owners, "%s: plain owners",
		      lists[_i].params);
	requested_sort(&w);
	for (size_t i = 0; i < w.len; i++)
		buf_printf(&got, "%s ", w.list[i].text);
	check_text(lists[_i].params, buf_str(&got), lists[_i].want);
	if (lists[_i].found)
		ck_assert_ptr_nonnull(requested_find(&w, lists[_i].found,
						     strlen(lists[_i].found)));
	ck_assert_ptr_null(requested_find(&w, lists[_i].not_found,
					  strlen(lists[_i].not_found)));
	requested_release(&w);
	requested_release(&w);
	buf_release(&got);
	params_release(&p);
}
END_TEST

static const struct {
	const char *a, *b;
	bool exact;
	int order;
} orders[] = {
	{ "a", "a", true, 0 }, { "a", "A", false, 0 }, { "A", "a", true, -1 },
	{ "a", "b", false, -1 }, { "b", "A", false, 1 }, { "", "", true, 0 },
	{ "", "a", true, -1 }, { "a", "", true, 1 }, { "ab", "a", false, 1 },
	{ "a", "ab", false, -1 }, { "Z", "[", false, 1 }, { "@", "`", false,
	  -1 }, { "\xe9", "z", false, 1 },
};

START_TEST(compared)
{
	int order = requested_compare(orders[_i].a, strlen(orders[_i].a),
				      orders[_i].b, orders[_i].exact);

	ck_assert_int_eq((order > 0) - (order < 0), orders[_i].order);
}
END_TEST

START_TEST(trimmed)
{
	static const char *const texts[][2] = {
		{ "", "" }, { " a ", "a" }, { "\t\r\n a b\n", "a b" },
		{ "  ", "" }, { "a\xc2\xa0", "a\xc2\xa0" },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		size_t len;
		const char *text = requested_trim(texts[i][0], &len);

		ck_assert_uint_eq(len, strlen(texts[i][1]));
		ck_assert(memcmp(text, texts[i][1], len) == 0);
	}
}
END_TEST

START_TEST(elements)
{
	struct params p = { 0 };

	ck_assert(requested_is_element("A.1", "A", ""));
	ck_assert(requested_is_element("A.12.Name", "A", ".Name"));
	ck_assert(!requested_is_element("A.1.Name", "A", ""));
	ck_assert(!requested_is_element("A.", "A", ""));
	ck_assert(!requested_is_element("A", "A", ""));
	ck_assert(!requested_is_element("AB.1", "A", ""));
	ck_assert(!requested_is_element("A.x", "A", ".x"));
	fill(&p, "A.x=1 BC.1=2");
	ck_assert(requested_has_list(&p, "A"));
	ck_assert(!requested_has_list(&p, "B"));
	ck_assert(requested_has_list(&p, "BC"));
	params_release(&p);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ listed, ROWS(lists) },
		{ compared, ROWS(orders) },
		{ trimmed, 1 },
		{ elements, 1 },
	};

	return check_main("requested", cases, ROWS(cases));
}

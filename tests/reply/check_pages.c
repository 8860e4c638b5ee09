/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of pages: the limits of a list, and a page token that comes twice. */
#include "reply/pages.h"

#include "check_main.h"

/* Adds COUNT pages with different tokens.  One page of every ITEM_EVERY pages
 * has an item.  If ITEM_EVERY is 0, no page has an item.  Returns the number of
 * accepted pages. */
static int count_pages(struct pages *p, int count, int item_every,
		       struct err *err)
{
	char token[16];

	for (int i = 0; i < count; i++) {
		bool any = item_every && i % item_every == 0;

		(void)snprintf(token, sizeof(token), "t%d", i);
		if (pages_next(p, any, token, err))
			return i;
	}
	return count;
}

static const struct {
	const char *what;
	int count, item_every, accepted;
	const char *error;
} lists[] = {
	{ "one page", 1, 1, 1, NULL },
	{ "many pages", 5000, 1, 5000, NULL },
	{ "as many pages as allowed", PAGES_MAX - 1, 1, PAGES_MAX - 1, NULL },
	{ "one page too many", PAGES_MAX, 1, PAGES_MAX - 1,
	  "reply: the list has more than 100000 pages" },
	{ "as many empty pages as allowed", PAGES_EMPTY_MAX - 1, 0,
	  PAGES_EMPTY_MAX - 1, NULL },
	{ "one empty page too many", PAGES_EMPTY_MAX, 0, PAGES_EMPTY_MAX - 1,
	  "reply: 1000 pages in a row without an item, and more would "
	  "follow" },
	{ "an item on every 1000th page", 5000, PAGES_EMPTY_MAX, 5000, NULL },
};

START_TEST(page_limits)
{
	struct pages p = { 0 };
	struct err err = { 0 };
	int got;

	/* The tokens of the first list must not affect the second list. */
	for (int round = 0; round < 2; round++) {
		pages_begin(&p);
		got = count_pages(&p, lists[_i].count, lists[_i].item_every,
				  &err);
		ck_assert_msg(got == lists[_i].accepted, "%s: %d",
			      lists[_i].what, got);
		if (lists[_i].error) {
			check_text(lists[_i].what, err.text, lists[_i].error);
			ck_assert_int_eq(err.kind, ERR_LIMIT);
		}
	}
	pages_release(&p);
}
END_TEST

START_TEST(token_twice)
{
	struct pages p = { 0 };
	struct err err = { 0 };

	pages_begin(&p);
	ck_assert_int_eq(pages_next(&p, true, "a", &err), 0);
	ck_assert_int_eq(pages_next(&p, true, "b", &err), 0);
	ck_assert_int_eq(pages_next(&p, true, "ab", &err), 0);
	ck_assert_int_ne(pages_next(&p, true, "a", &err), 0);
	check_text("circle", err.text, "reply: a page token came a second "
		   "time, so the list would never end");
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	pages_release(&p);
}
END_TEST

/* Tokens may be long, but the size of all tokens together is limited. */
START_TEST(long_tokens)
{
	enum { LENGTH = 1024 * 1024 };
	char *token = check_repeat('t', LENGTH);
	struct pages p = { 0 };
	struct err err = { 0 };
	int count = 0;

	pages_begin(&p);
	while (count < 100) {
		token[0] = (char)('0' + count);
		if (pages_next(&p, true, token, &err))
			break;
		count++;
	}
	ck_assert_int_ge(count, PAGES_TOKENS_MAX / LENGTH - 2);
	ck_assert_int_le(count, PAGES_TOKENS_MAX / LENGTH);
	ck_assert_msg(strncmp(err.text, "reply: page tokens: ", 20) == 0, "%s",
		      err.text);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	pages_release(&p);
	free(token);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ page_limits, ROWS(lists) },
		{ token_twice, 1 },
		{ long_tokens, 1 },
	};

	return check_main("pages", cases, ROWS(cases));
}

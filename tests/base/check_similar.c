/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of similar: which words count as mistyped names. */
#include "base/similar.h"

#include "check_main.h"

static const struct {
	const char *word, *name;
	size_t distance;
	bool similar;
} pairs[] = {
	{ "region", "region", 0, true },
	{ "regoin", "region", 1, true },	/* two letters are swapped */
	{ "regio", "region", 1, true },
	{ "regions", "region", 1, true },
	{ "rexion", "region", 1, true },
	{ "reixon", "region", 2, false },
	{ "conection-timeuot", "connection-timeout", 2, true },
	{ "", "", 0, false },
	{ "a", "b", 1, false },
	{ "", "all", 3, false },
	{ "al", "all", 1, true },
	{ "ab", "ba", 1, true },
	{ "ca", "abc", 3, false },
	/* similar_distance must not read the byte before WORD or NAME. */
	{ &"ba"[1], "xab", 2, false },
	{ "xab", &"ba"[1], 2, false },
};

START_TEST(compare)
{
	const char *word = pairs[_i].word;
	size_t d = similar_distance(word, strlen(word), pairs[_i].name);

	ck_assert_msg(d == pairs[_i].distance, "%s, %s: %zu", word,
		      pairs[_i].name, d);
	ck_assert_msg(similar_enough(word, strlen(word), pairs[_i].name) ==
		      pairs[_i].similar, "%s, %s", word, pairs[_i].name);
}
END_TEST

START_TEST(too_long)
{
	char text[SIMILAR_MAX + 2];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	ck_assert_uint_eq(similar_distance(text, SIMILAR_MAX, text + 1), 0);
	ck_assert_uint_eq(similar_distance("y", 1, text + 1), SIMILAR_MAX);
	ck_assert_uint_eq(similar_distance(text, SIMILAR_MAX + 1, "x"),
			  SIMILAR_MAX + 1);
	ck_assert_uint_eq(similar_distance("x", 1, text), SIMILAR_MAX + 1);
}
END_TEST

/* A quarter of the length of this word is SIMILAR_MAX + 1, which is the result
 * of similar_distance for a word that is too long. */
START_TEST(long_word)
{
	char word[4 * (SIMILAR_MAX + 1)];

	memset(word, 'x', sizeof(word));
	ck_assert(!similar_enough(word, sizeof(word), "all"));
}
END_TEST

static const struct {
	const char *word, *names[4], *best;
} choices[] = {
	{ "regoin", { "reason", "region", "regions" }, "region" },
	{ "regio", { "region", "regios" }, "region" },	/* the first of two
							 * similar names */
	{ "urk", { "url", "region" }, "url" },
	{ "zone", { "url", "region" }, NULL },
	{ "x", { "y" }, NULL },
	{ "x", { NULL }, NULL },
};

START_TEST(choose)
{
	const char *const *names = choices[_i].names, *best = choices[_i].best;
	struct similar s = {
		.word = choices[_i].word, .len = strlen(choices[_i].word),
	};

	for (int i = 0; i < 4 && names[i]; i++)
		similar_offer(&s, names[i]);
	check_text(choices[_i].word, s.best ? s.best : "(none)",
		   best ? best : "(none)");
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ compare, ROWS(pairs) },
		{ too_long, 1 },
		{ long_word, 1 },
		{ choose, ROWS(choices) },
	};

	return check_main("similar", cases, ROWS(cases));
}

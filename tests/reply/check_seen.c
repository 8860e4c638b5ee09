/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of seen: whether a text came before. */
#include "reply/seen.h"

#include "check_main.h"

static bool before(struct seen *s, const char *text, size_t len)
{
	struct err err = { 0 };
	bool was = false;

	ck_assert_int_eq(seen_add(s, text, len, &was, &err), 0);
	return was;
}

static const struct {
	const char *what;
	const char *texts[8];
	const char *said;	/* for each text, n for new or b for before */
} runs[] = {
	{ "one text", { "a" }, "n" },
	{ "one text three times", { "a", "a", "a" }, "nbb" },
	{ "two texts, each of them twice", { "a", "b", "a", "b" }, "nnbb" },
	{ "an empty text", { "", "a", "", "a" }, "nnbb" },
	{ "texts that begin with other texts", { "ami-12", "ami-1", "ami-123",
	  "ami-12" }, "nnnb" },
	{ "texts that differ in case", { "a", "A", "a" }, "nnb" },
	{ "bytes beyond ASCII", { "\xc3\xa9", "\xc3", "\xc3\xa9" }, "nnb" },
};

START_TEST(run)
{
	struct seen s = { 0 };
	struct buf said = { 0 };

	for (size_t i = 0; runs[_i].texts[i]; i++) {
		const char *text = runs[_i].texts[i];

		buf_putc(&said, before(&s, text, strlen(text)) ? 'b' : 'n');
	}
	check_text(runs[_i].what, buf_str(&said), runs[_i].said);
	buf_release(&said);
	seen_release(&s);
}
END_TEST

/* seen_add reads and copies only LEN bytes of a text. */
START_TEST(copies)
{
	struct seen s = { 0 };
	char text[] = "abcdef";

	ck_assert(!before(&s, text, 3));
	text[0] = 'x';
	ck_assert(before(&s, "abc", 3));
	ck_assert(before(&s, "abcdef", 3));
	ck_assert(!before(&s, "abcdef", 6));
	ck_assert(!before(&s, text, 3));
	ck_assert(!before(&s, NULL, 0));
	ck_assert(before(&s, "", 0));
	seen_release(&s);
}
END_TEST

/* The set grows without losing a text. */
START_TEST(many)
{
	struct seen s = { 0 };
	char id[32];
	size_t wrong = 0;
	int count = check_many(200000);

	for (int round = 0; round < 2; round++)
		for (int i = 0; i < count; i++) {
			int n = snprintf(id, sizeof(id), "ami-%08x", i);

			wrong += before(&s, id, (size_t)n) != (round == 1);
		}
	ck_assert_uint_eq(wrong, 0);
	ck_assert_uint_eq(s.count, (size_t)count);
	seen_release(&s);
}
END_TEST

START_TEST(released)
{
	struct seen s = { 0 };

	seen_release(&s);
	ck_assert(!before(&s, "a", 1));
	seen_release(&s);
	seen_release(&s);
	ck_assert(!before(&s, "a", 1));
	seen_release(&s);
}
END_TEST

START_TEST(failure)
{
	struct seen s = { .texts = { .max = 64 } };
	struct err err = { 0 };
	bool was = true;
	char *text = check_repeat('x', 100);

	ck_assert_int_eq(seen_add(&s, text, 100, &was, &err), -1);
	check_text("beyond the limit", err.text, "over 64 bytes");
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert(!before(&s, "a", 1));
	ck_assert(before(&s, "a", 1));
	seen_release(&s);
	free(text);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ run, ROWS(runs) },
		{ copies, 1 },
		{ many, 1 },
		{ released, 1 },
		{ failure, 1 },
	};

	return check_main("seen", cases, ROWS(cases));
}

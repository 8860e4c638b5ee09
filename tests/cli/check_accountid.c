/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of accountid: which values are account numbers, and the messages about
 * other values. */
#include "cli/accountid.h"

#include "check_main.h"

#define MEANT "; did you mean 111122223333?"

static const struct {
	const char *value;
	bool is, may_be;
	const char *why;	/* words after the value in the message, or
				 * "" */
} cases[] = {
	{ "111122223333", true, true, "" },
	{ "1111-2222-3333", true, true, "" },
	{ "1111 2222 3333", true, true, "" },
	/* Names, and numbers of other clouds. */
	{ "acme", false, true, "" },
	{ "0ab23c45d67e89f00112233445566778", false, true, "" },
	{ "1234567a-1234-1234-1234-123456789012", false, true, "" },
	/* Numbers with too few or too many digits. */
	{ "11112222333", false, false, "has 11 digits" },
	{ "1", false, false, "has 1 digit" },
	{ "1111222233334", false, false, "has 13 digits" },
	{ "11112222 3333 4444", false, false, "has 16 digits" },
	{ "1111.2222.3333", false, false, "has punctuation other than hyphens" },
	/* Numbers with other text or other characters. */
	{ "111122223333.", false, false, "ends with '.'" MEANT },
	{ "1111-2222-3333,", false, false, "ends with ','" MEANT },
	{ " 111122223333", false, false, "begins with white space" MEANT },
	{ "'111122223333'", false, false, "has quotes around the number"
	  MEANT },
	{ "account 1111-2222-3333", false, false, "has other text beside the "
	  "number" MEANT },
	{ "111122223333 acme", false, false, "has other text beside the number"
	  MEANT },
	{ "111122223333,444455556666", false, false, "has several account "
	  "numbers" },
	{ "111122223333 or 4444-5555-6666", false, false, "has several "
	  "account numbers" },
	{ "111122223333 (1111-2222-3333)", false, false, "has other text "
	  "beside the number" MEANT },
	{ "arn:aws:organizations::111122223333:account/o-a/444455556666",
	  false, false, "has several account numbers" },
	{ "arn:aws:iam::111122223333:root", false, false, "is an ARN" MEANT },
	{ "1111\xe2\x80\x93" "2222\xe2\x80\x93" "3333", false, false, "has "
	  "'\xe2\x80\x93' in place of '-'" MEANT },
	{ "1111\xc2\xa0" "2222\xc2\xa0" "3333", false, false,
	  "has white space other than blanks" MEANT },
	{ "1111-2222-333O", false, false, "has the letter 'O' for a digit; "
	  "did you mean 111122223330?" },
	{ "l11122223333", false, false, "has the letter 'l' for a digit"
	  MEANT },
	/* Values of another kind. */
	{ "a@b.c", false, false, "is an email address, not an account" },
	{ "i-10a64379", false, false, "is an instance, not an account" },
	{ "my account", false, false, "" },
	{ "\"acme\"", false, false, "" },
	{ "", false, false, "" },
};

START_TEST(explained)
{
	const char *value = cases[_i].value, *why = cases[_i].why;
	struct buf text = { 0 }, want = { 0 };
	bool wrong = accountid_explain(value, &text);

	if (*why)
		buf_printf(&want, "'%s' %s", value, why);
	check_text(value, buf_str(&text), buf_str(&want));
	ck_assert_int_eq(wrong, *why != '\0');
	ck_assert_msg(accountid_is(value) == cases[_i].is, "%s: is", value);
	ck_assert_msg(accountid_may_be(value) == cases[_i].may_be, "%s: may be",
		      value);
	buf_release(&text);
	buf_release(&want);
}
END_TEST

static const struct {
	const char *a, *b;
	bool same;
} pairs[] = {
	{ "111122223333", "111122223333", true },
	{ "111122223333", "1111-2222-3333", true },
	{ "1111 2222 3333", "1111-2222-3333", true },
	{ "111122223333", "111122223334", false },
	{ "111122223333", "11112222333", false },
	{ "", "111122223333", false },
	{ "acme", "acme", true },
};

START_TEST(compared)
{
	ck_assert_int_eq(accountid_same(pairs[_i].a, pairs[_i].b),
			 pairs[_i].same);
	ck_assert_int_eq(accountid_same(pairs[_i].b, pairs[_i].a),
			 pairs[_i].same);
}
END_TEST

static const struct {
	const char *value, *digits;	/* digits: NULL if accountid_read
					 * returns false */
} numbers[] = {
	{ "111122223333", "111122223333" },
	{ "1111-2222-3333", "111122223333" },
	{ "1111 2222 3333", NULL },
	{ "11-112222-3333", NULL },
	{ "11112222333", NULL },
	{ "1111222233334", NULL },
	{ "11112222333x", NULL },
};

START_TEST(read)
{
	char out[ACCOUNTID_SIZE];
	bool is = accountid_read(numbers[_i].value, out);

	ck_assert_int_eq(is, numbers[_i].digits != NULL);
	if (is)
		check_text(numbers[_i].value, out, numbers[_i].digits);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ explained, ROWS(cases) },
		{ compared, ROWS(pairs) },
		{ read, ROWS(numbers) },
	};

	return check_main("accountid", tests, ROWS(tests));
}

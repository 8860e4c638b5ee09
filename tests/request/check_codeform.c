/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of codeform: which values are product codes, and the explanations for
 * other values. */
#include "request/codeform.h"

#include "check_main.h"

#define MEANT "; did you mean 774F4FF8?"
#define LENGTHS "product codes have 8 (DevPay) or 25 (AWS Marketplace)"

static const struct {
	const char *value, *why;
	bool lax;		/* `why` is also expected if `strict` is 0 */
} cases[] = {
	{ "774F4FF8", "", true },
	{ "77404118", "", true },
	{ "0123456789abcdefghijklmno", "", true },
	{ "774f4ff8", "is in lower case" MEANT, true },
	{ "0123456789ABCDEFGHIJKLMNo", "is in upper case; did you mean "
	  "0123456789abcdefghijklmno?", true },
	{ "774F4FFO", "has the letter 'O' for a digit; did you mean "
	  "774F4FF0?", true },
	{ "774F4FFl", "has the letter 'l' for a digit; did you mean "
	  "774F4FF1?", true },
	/* Values with a code and other text. */
	{ "774F4FF8.", "ends with '.'" MEANT, true },
	{ "774F4FF8 ", "ends with white space" MEANT, true },
	{ "774f4ff8,", "ends with ',' and is in lower case" MEANT, true },
	{ "\"774F4FF8\"", "has quotes around the code" MEANT, true },
	{ "\xe2\x80\x9e" "774F4FF8\xe2\x80\x9c", "has quotes around the code"
	  MEANT, true },
	{ "[devpay: 774F4FF8]", "has other text beside the code" MEANT,
	  true },
	{ "official 774f4ff8", "has other text beside the code and is in lower "
	  "case" MEANT, true },
	{ "774F4FF8 not 774f4ff9", "has other text beside the code" MEANT,
	  true },
	{ "774F4FF8, 774F4FF8", "has other text beside the code" MEANT, true },
	{ "https://x/?productCode=774F4FF8", "is a web address" MEANT, true },
	{ "774F 4FF8", "has white space in it" MEANT, true },
	{ "774F-4FF8", "has other marks between its characters" MEANT, true },
	{ "774F4\xe2\x80\x8b" "FF8", "has an invisible character (U+200B)"
	  MEANT, true },
	{ "abcdefghij-klmnopqrstuvwx\xc3\xa9", "has '\xc3\xa9' (U+00E9), which "
	  "is not ASCII", true },
	/* Values that are not product codes. */
	{ "i-1", "is an instance, not a product code", true },
	{ "I-10A64379", "is an instance, not a product code", true },
	{ "\"i-10a64379\"", "is an instance, not a product code", true },
	{ "ami-1", "is an image, not a product code", true },
	{ "a@b.c", "is an email address, not a product code", true },
	{ "1111-2222-3333", "is an account number, not a product code",
	  true },
	{ "prod-4j2k", "is a product id of AWS Marketplace; the product code "
	  "is another one", true },
	{ "CODE", "is only the manual's word for a product code: type your "
	  "own code", false },
	/* Values of other forms.  Another cloud may have some of them. */
	{ "774F4FF", "has 7 characters; " LENGTHS, false },
	{ "I", "has 1 character; " LENGTHS, false },
	{ "", "has no letters or digits", false },
	{ "774F4FFG", "has 'G'; codes of 8 characters have only 0 to 9 and A "
	  "to F", false },
	{ "abcdefghijk_mnopqrstuvwxy", "has '_'; codes of 25 characters have "
	  "only letters and digits", false },
	{ "774F 4FFO", "has 9 characters; " LENGTHS, false },
	{ "774F4FF8 774F4FF9", "is several product codes", true },
	{ "774F4FF8,774f4ff8", "has other text beside the code" MEANT, true },
	{ "https://aws.example/pp/prodview-1", "is a web address, not a "
	  "product code", false },
	/* The number of an id is not a code, and neither is a part of a
	 * UUID. */
	{ "Instance i-10a64379", "has 19 characters; " LENGTHS, false },
	{ "AMI-5BAE4B32 774f4ff8", "is an image, not a product code", true },
	{ "774f4ff8 on i-10a64379", "has other text beside the code and is in "
	  "lower case" MEANT, true },
	{ "12345678-1234-1234-1234-123456789012", "is a UUID, not a product "
	  "code", true },
	{ "product 12345678-1234-1234-1234-123456789012 774F4FF8", "has other "
	  "text beside the code" MEANT, true },
};

START_TEST(explained)
{
	const char *value = cases[_i].value, *why = cases[_i].why;

	for (int strict = 0; strict <= 1; strict++) {
		struct buf text = { 0 }, want = { 0 };
		bool wrong = codeform_explain(value, strict, &text);

		if (*why && (strict || cases[_i].lax))
			buf_printf(&want, "'%s' %s", value, why);
		check_text(value, buf_str(&text), buf_str(&want));
		ck_assert_int_eq(wrong, want.len > 0);
		buf_release(&text);
		buf_release(&want);
	}
}
END_TEST

static const struct {
	const char *value;
	bool is;
} codes[] = {
	{ "774F4FF8", true },	{ "774f4ff8", true },
	{ "0123456789abcdefghijklmno", true },
	{ "0123456789ABCDEFGHIJKLMNO", true },
	{ "", false },		{ "774F4FFG", false },
	{ "774F4FFO", false },	{ "774F4FF8 ", false },
	{ "0123456789abcdef0", false },
	{ "prod-0123456789abcdefghij", false },
};

START_TEST(known)
{
	ck_assert_msg(codeform_is(codes[_i].value) == codes[_i].is, "%s",
		      codes[_i].value);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ explained, ROWS(cases) },
		{ known, ROWS(codes) },
	};

	return check_main("codeform", tests, ROWS(tests));
}

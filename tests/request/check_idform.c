/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of idform: what is no id, and what is said of it. */
#include "request/idform.h"

#include "check_main.h"

static const struct {
	const char *name, *value;
	const char *code;	/* the product code beside it, or NULL */
	const char *text;	/* "": a good one */
} cases[] = {
	/* Good ones, of any cloud. */
	{ "InstanceId", "i-10a64379", "774F4FF8", "" },
	{ "InstanceId.1", "i-0123456789abcdef0", NULL, "" },
	{ "InstanceId", "i-10a64379", "0123456789abcdefghijklmno", "" },
	{ "ImageId", "ami-5bae4b32", NULL, "" },
	{ "ImageId", "emi-5bae4b32", NULL, "" },
	{ "ImageId", "a1b2c3", NULL, "" },
	{ "ImageId", "5bae4b3", NULL, "" },
	{ "ImageId", "g0123456", NULL, "" },
	{ "ImageId.2", "aki-1", NULL, "" },
	{ "ProductCode", "774F4FF8", NULL, "" },
	{ "ProductCode", "0123456789abcdefghijklmno", NULL, "" },
	{ "ProductCode", "0123456789ABCDEFGHIJKLMNO", NULL,
	  "'0123456789ABCDEFGHIJKLMNO' is in upper case; the Marketplace's "
	  "product codes are in lower case" },
	{ "ProductCode", "77404118", NULL, "" },
	{ "ProductCode", "774f4ff8", NULL, "'774f4ff8' is in lower case; "
	  "DevPay's product codes are in upper case" },
	{ "ProductCode", "I", NULL, "" },
	/* What is not judged. */
	{ "Attribute", "i-1 ", NULL, "" },
	{ "UserId", "111122223333", NULL, "" },
	{ "OwnerId", "a@b.c", NULL, "" },
	/* Of another kind. */
	{ "InstanceId", "111122223333", "774F4FF8",
	  "'111122223333' is an account number, not an id" },
	{ "ImageId", "1111-2222-3333", NULL,
	  "'1111-2222-3333' is an account number, not an id" },
	{ "ProductCode", "111122223333", NULL,
	  "'111122223333' is an account number, not an id" },
	{ "ImageId", "11112222333", NULL, "" },
	{ "ImageId", "1111222233334", NULL, "" },
	{ "ImageId", "1111-2222-333x", NULL, "" },
	{ "ImageId", "1111-22-223333", NULL, "" },
	{ "ImageId", "111-22222-3333", NULL, "" },
	{ "InstanceId", "a@b.c", "774F4FF8",
	  "'a@b.c' is a mail address, not an id" },
	{ "ProductCode", "i-1", NULL, "'i-1' is an instance: are product code "
	  "and instance in the wrong order?" },
	{ "ProductCode", "I-1", NULL, "'I-1' is an instance: are product code "
	  "and instance in the wrong order?" },
	{ "ProductCode", "ami-1", NULL,
	  "'ami-1' is an image, not a product code" },
	{ "InstanceId", "ami-1", "774F4FF8",
	  "'ami-1' is an image, not an instance" },
	{ "InstanceId", "AMI-1", NULL,
	  "'AMI-1' is an image, not an instance" },
	{ "ImageId", "i-1", NULL, "'i-1' is an instance, not an image" },
	/* Without its letters. */
	{ "InstanceId", "10a64379", "774F4FF8",
	  "'10a64379' is an instance id without its i-" },
	{ "InstanceId", "0123456789abcdef0", NULL,
	  "'0123456789abcdef0' is an instance id without its i-" },
	{ "InstanceId", "0123456789abcdef", NULL,
	  "'0123456789abcdef' is not an instance id; ids begin with i-" },
	{ "ImageId", "5bae4b32", NULL,
	  "'5bae4b32' is an image id without its ami-" },
	{ "InstanceId", "10A64379", "774F4FF8", "'10A64379' is an instance id "
	  "without its i-, in upper case; or a product code" },
	{ "InstanceId", "774F4FF8", "i-1", "'774F4FF8' is not an instance id: "
	  "are product code and instance in the wrong order?" },
	{ "InstanceId", "774f4ff8", "i-1", "'774f4ff8' is not an instance id: "
	  "are product code and instance in the wrong order?" },
	{ "ImageId", "5BAE4B32", NULL,
	  "'5BAE4B32' is an image id without its ami-" },
	/* Its letters. */
	{ "InstanceId", "I-10A64379", NULL, "'I-10A64379' is in upper case; "
	  "ids are in lower case" },
	{ "ImageId", "ami-5BAE4B32", NULL, "'ami-5BAE4B32' is in upper case; "
	  "ids are in lower case" },
	{ "ImageId", "i-1 ", NULL, "'i-1 ' is written with white space" },
	{ "ImageId", " ami-1", NULL, "' ami-1' is written with white space" },
	{ "InstanceId", "i-1\n", NULL, "'i-1\n' is written with white space" },
	{ "InstanceId", "i-1\r", NULL, "'i-1\r' is written with white space" },
	{ "InstanceId", "i-1\t", NULL, "'i-1\t' is written with white space" },
	{ "ProductCode", "774F4FF8 ", NULL,
	  "'774F4FF8 ' is written with white space" },
	{ "InstanceId", "i-1\xc2\xa0", NULL, "'i-1\xc2\xa0' is written with a "
	  "character that is not ASCII, perhaps an invisible one" },
	{ "InstanceId", "i-1\x7f", NULL, "'i-1\x7f' is written with a "
	  "character that is not ASCII, perhaps an invisible one" },
	{ "InstanceId", "i-1~!", NULL, "" },
};

START_TEST(explained)
{
	struct params request = {0};
	struct buf text = {0};
	struct err err;
	bool wrong;

	ck_assert_int_eq(params_add(&request, cases[_i].name, cases[_i].value,
				    &err), 0);
	if (cases[_i].code)
		ck_assert_int_eq(params_add(&request, "ProductCode",
					    cases[_i].code, &err), 0);
	wrong = idform_explain(&request, &text);
	check_text(cases[_i].value, buf_str(&text), cases[_i].text);
	ck_assert_msg(wrong == (*cases[_i].text != '\0'), "%s: %d",
		      cases[_i].value, wrong);
	buf_release(&text);
	params_release(&request);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ explained, ROWS(cases) },
	};

	return check_main("idform", tests, ROWS(tests));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of tag: the parameters for setting and for deleting a tag. */
#include "cli/tag.h"

#include "check_main.h"

static const struct {
	const char *value;
	const char *set, *deleted;	/* NULL if the tag is refused */
} tags[] = {
	{ "name=web", "Tag.1.Key=name;Tag.1.Value=web;",
	  "Tag.1.Key=name;Tag.1.Value=web;" },
	{ "name", "Tag.1.Key=name;Tag.1.Value=;", "Tag.1.Key=name;" },
	{ "name=", "Tag.1.Key=name;Tag.1.Value=;",
	  "Tag.1.Key=name;Tag.1.Value=;" },
	{ "a=b=c,\"d\" e", "Tag.1.Key=a;Tag.1.Value=b=c,\"d\" e;",
	  "Tag.1.Key=a;Tag.1.Value=b=c,\"d\" e;" },
	{ "a:b/c d", "Tag.1.Key=a:b/c d;Tag.1.Value=;",
	  "Tag.1.Key=a:b/c d;" },
	{ "\xc3\xa9=\xff", "Tag.1.Key=\xc3\xa9;Tag.1.Value=\xff;",
	  "Tag.1.Key=\xc3\xa9;Tag.1.Value=\xff;" },
	{ "Key=Name,Value=web", NULL, NULL },
	{ "Value=web,Key=Name", NULL, NULL },
	{ "Value=web", "Tag.1.Key=Value;Tag.1.Value=web;",
	  "Tag.1.Key=Value;Tag.1.Value=web;" },
	{ "Key=Name", "Tag.1.Key=Key;Tag.1.Value=Name;",
	  "Tag.1.Key=Key;Tag.1.Value=Name;" },
	{ "=x", NULL, NULL },
	{ "=", NULL, NULL },
	{ "", NULL, NULL },
};

static void check_one(int (*feed)(struct params *p, const char *param,
				  const char *value, struct err *err),
		      const char *value, const char *want)
{
	struct params p = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };

	ck_assert_msg(feed(&p, "Tag", value, &err) == (want ? 0 : -1), "%s",
		      value);
	for (size_t i = 0; i < p.len; i++)
		buf_printf(&got, "%s=%s;", params_name(&p, i),
			   params_value(&p, i));
	check_text(value, buf_str(&got), want ? want : "");
	if (!want) {
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_ptr_nonnull(strstr(err.text, "KEY[=VALUE]"));
	}
	params_release(&p);
	buf_release(&got);
}

START_TEST(set_and_delete)
{
	check_one(tag_set, tags[_i].value, tags[_i].set);
	check_one(tag_delete, tags[_i].value, tags[_i].deleted);
}
END_TEST

/* Tags without a value are numbered too. */
START_TEST(numbers)
{
	struct params p = { 0 };
	struct err err;

	ck_assert_int_eq(tag_delete(&p, "Tag", "a", &err), 0);
	ck_assert_int_eq(tag_delete(&p, "Tag", "b=c", &err), 0);
	ck_assert_int_eq(tag_delete(&p, "Tag", "d", &err), 0);
	ck_assert_int_eq(p.len, 4);
	check_text("second", params_get(&p, "Tag.2.Key"), "b");
	check_text("second value", params_get(&p, "Tag.2.Value"), "c");
	check_text("third", params_get(&p, "Tag.3.Key"), "d");
	params_release(&p);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ set_and_delete, ROWS(tags) },
		{ numbers, 1 },
	};

	return check_main("tag", cases, ROWS(cases));
}

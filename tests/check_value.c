/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of value: what is an entity that an image can be shared with. */
#include "value.h"

#include "check_main.h"

#define ORG "arn:aws:organizations::111122223333:organization/o-exampleorgid"
#define OU "arn:aws:organizations::111122223333:ou/o-exampleorgid/ou-ab12-cd34"

static const struct {
	const char *value;
	const char *name, *sent;	/* NULL: refused; sent NULL: VALUE */
} entities[] = {
	{ "all", "Group", NULL },
	{ "All", NULL, NULL },
	{ "ALL", NULL, NULL },
	{ "all ", NULL, NULL },
	{ " all", NULL, NULL },
	{ "al", NULL, NULL },
	{ "alll", NULL, NULL },
	{ "everyone", NULL, NULL },
	{ "", NULL, NULL },
	{ "-", NULL, NULL },
	{ "*", NULL, NULL },
	{ "111122223333", "UserId", NULL },
	{ "000000000000", "UserId", NULL },
	{ "1111-2222-3333", "UserId", "111122223333" },
	{ "11112222333", NULL, NULL },
	{ "1111222233334", NULL, NULL },
	{ "11112222333344", NULL, NULL },
	{ "1111-22223333", NULL, NULL },
	{ "11112222-3333", NULL, NULL },
	{ "1111-222233334", NULL, NULL },
	{ "11112-222-3333", NULL, NULL },
	{ "111-12222-3333", NULL, NULL },
	{ "1111--22223333", NULL, NULL },
	{ "1111-2222-333", NULL, NULL },
	{ "1111-2222-33334", NULL, NULL },
	{ "1111-2222-333-", NULL, NULL },
	{ "-1111-2222-333", NULL, NULL },
	{ "1111 2222 3333", NULL, NULL },
	{ "1111.2222.3333", NULL, NULL },
	{ "11112222333x", NULL, NULL },
	{ "x11122223333", NULL, NULL },
	{ "111122223333 ", NULL, NULL },
	{ " 111122223333", NULL, NULL },
	{ "+11122223333", NULL, NULL },
	{ "-11122223333", NULL, NULL },
	{ "\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1", NULL, NULL },
	{ ORG, "OrganizationArn", NULL },
	{ "arn:aws-cn:organizations::111122223333:organization/o-a1",
	  "OrganizationArn", NULL },
	{ "arn:aws-us-gov:organizations::111122223333:organization/o-a1",
	  "OrganizationArn", NULL },
	{ OU, "OrganizationalUnitArn", NULL },
	{ ORG "/", NULL, NULL },
	{ ORG " ", NULL, NULL },
	{ ORG "x/y", NULL, NULL },
	{ OU "/", NULL, NULL },
	{ OU "/ou-ab12-cd34", NULL, NULL },
	{ "ARN" ":aws:organizations::111122223333:organization/o-a", NULL,
	  NULL },
	{ "arn:AWS:organizations::111122223333:organization/o-a", NULL,
	  NULL },
	{ "arn::organizations::111122223333:organization/o-a", NULL, NULL },
	{ "arn:aws:iam::111122223333:organization/o-a", NULL, NULL },
	{ "arn:aws:organizations:us-east-1:111122223333:organization/o-a",
	  NULL, NULL },
	{ "arn:aws:organizations:111122223333:organization/o-a", NULL, NULL },
	{ "arn:aws:organizations:::organization/o-a", NULL, NULL },
	{ "arn:aws:organizations::11112222333:organization/o-a", NULL, NULL },
	{ "arn:aws:organizations::1111222233334:organization/o-a", NULL,
	  NULL },
	{ "arn:aws:organizations::a111122223333:organization/o-a", NULL,
	  NULL },
	{ "arn:aws:organizations::1111-2222-3333:organization/o-a", NULL,
	  NULL },
	{ "arn:aws:organizations::111122223333:organization/a", NULL, NULL },
	{ "arn:aws:organizations::111122223333:organization/o-", NULL, NULL },
	{ "arn:aws:organizations::111122223333:organization/O-a", NULL,
	  NULL },
	{ "arn:aws:organizations::111122223333:organization/", NULL, NULL },
	{ "arn:aws:organizations::111122223333:organization", NULL, NULL },
	{ "arn:aws:organizations::111122223333:root/o-a/r-a", NULL, NULL },
	{ "arn:aws:organizations::111122223333:account/o-a/111122223333",
	  NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/o-a", NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/o-a/", NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/o-a/ou-", NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/ou-a/ou-b", NULL, NULL },
	{ "arn:aws:organizations::111122223333:ou/o-a/r-b", NULL, NULL },
	{ "arn:aws:organizations::111122223333", NULL, NULL },
	{ "arn:aws:organizations::", NULL, NULL },
	{ "arn:aws:organizations", NULL, NULL },
	{ "arn:", NULL, NULL },
	{ "arn:aws:iam::111122223333:root", NULL, NULL },
	{ "a\nb", NULL, NULL },
};

START_TEST(entity)
{
	struct params p = {0};
	struct err err = {0};
	const char *value = entities[_i].value;
	char name[64];
	int rc = value_entity(&p, "LaunchPermission.Add", value, &err);

	if (entities[_i].name) {
		const char *sent = entities[_i].sent ? entities[_i].sent
						     : value;

		ck_assert_msg(rc == 0, "%s: %s", value, err.text);
		(void)snprintf(name, sizeof(name), "LaunchPermission.Add.1.%s",
			       entities[_i].name);
		ck_assert_uint_eq(p.len, 1);
		check_text(value, params_name(&p, 0), name);
		check_text(value, params_value(&p, 0), sent);
	} else {
		ck_assert_msg(rc == -1 && p.len == 0, "'%s': accepted",
			      value);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_msg(strstr(err.text, value) &&
			      strstr(err.text, "neither all, nor"), "%s",
			      err.text);
	}
	params_release(&p);
}
END_TEST

/* Each takes the next number, whatever its kind; another list counts for
 * itself. */
START_TEST(numbers)
{
	static const char *const values[] = { "111122223333", "all", ORG,
					      "1111-2222-4444", "all" };
	struct params p = {0};
	struct err err = {0};
	struct buf text = {0};

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		ck_assert_int_eq(value_entity(&p, "L.Add", values[i], &err),
				 0);
	ck_assert_int_eq(value_entity(&p, "L.Add", "nobody", &err), -1);
	ck_assert_int_eq(value_entity(&p, "L.Remove", "all", &err), 0);
	ck_assert_int_eq(value_entity(&p, "L.Add", "all", &err), 0);
	for (size_t i = 0; i < p.len; i++)
		buf_printf(&text, "%s ", params_name(&p, i));
	check_text("names", buf_str(&text),
		   "L.Add.1.UserId L.Add.2.Group L.Add.3.OrganizationArn "
		   "L.Add.4.UserId L.Add.5.Group L.Remove.1.Group "
		   "L.Add.6.Group ");
	params_release(&p);
	buf_release(&text);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ entity, ROWS(entities) },
		{ numbers, 1 },
	};

	return check_main("value", cases, ROWS(cases));
}

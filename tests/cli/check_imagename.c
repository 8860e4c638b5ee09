/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of imagename: the name that a manifest suggests. */
#include "cli/imagename.h"

#include "check_main.h"

#define FORTY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define LONGEST FORTY FORTY FORTY "aaaaaaaa"

static const struct {
	const char *manifest, *name;
} names[] = {
	{ "bucket/web.manifest.xml", "web" },
	{ "bucket/images/web.manifest.xml", "web" },
	{ "web.xml", "web" }, { "bucket/web", "web" },
	{ "bucket/web server.xml", "web-server" },
	{ "bucket/a:b.xml", "a-b" }, { "bucket/a.xml", "a--" },
	{ "bucket/", "bucket/" }, { "b/.xml", ".xml" },
	{ LONGEST, LONGEST }, { LONGEST "a", LONGEST },
	{ "b/web.xml.manifest.xml", "web.xml" },
	{ NULL, NULL },
};

START_TEST(suggested)
{
	static const struct opt operand = { .value = "MANIFEST" };
	struct opt_given given = { &operand, names[_i].manifest };
	struct opt_args args = { .given = &given,
				 .len = names[_i].manifest ? 1 : 0 };
	struct buf out = { 0 };

	ck_assert_int_eq(imagename_suggest(&args, &out),
			 names[_i].name != NULL);
	check_text(names[_i].manifest ? names[_i].manifest : "no operand",
		   buf_str(&out), names[_i].name ? names[_i].name : "");
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { suggested, ROWS(names) } };

	return check_main("imagename", cases, ROWS(cases));
}

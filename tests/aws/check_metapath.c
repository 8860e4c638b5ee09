/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of metapath: which texts are versions, and the path that metapath makes
 * from the text that a user types. */
#include "aws/metapath.h"

#include "check_main.h"

static const struct {
	const char *text;
	bool is_version;
} versions[] = {
	{ "latest", true }, { "1.0", true }, { "2007-03-01", true },
	{ "", false }, { "late", false }, { "latest2", false },
	{ "1.1", false }, { "2007-03-0", false }, { "2007-03-011", false },
	{ "2007-03-0x", false }, { "2007/03/01", false },
	{ "meta-data", false },
};

START_TEST(version)
{
	const char *text = versions[_i].text;

	ck_assert_msg(metapath_is_version(text, strlen(text)) ==
		      versions[_i].is_version, "%s", text);
}
END_TEST

/* The test passes 2009-04-04 as the version to use for a text without a
 * version. */
static const struct {
	const char *given, *path;
} paths[] = {
	{ "ami-id", "2009-04-04/meta-data/ami-id" },
	{ "/ami-id", "2009-04-04/meta-data/ami-id" },
	{ "//tags//instance/", "2009-04-04/meta-data/tags/instance/" },
	{ "meta-data", "2009-04-04/meta-data" },
	{ "meta-data/", "2009-04-04/meta-data/" },
	{ "///meta-data///ami-id", "2009-04-04/meta-data/ami-id" },
	{ "dynamic/x", "2009-04-04/dynamic/x" },
	{ "user-data", "2009-04-04/user-data" },
	{ "user-data-2", "2009-04-04/meta-data/user-data-2" },
	{ "latest", "latest" },
	{ "latest//meta-data", "latest/meta-data" },
	{ "/latest//x/", "/latest/x/" },
	{ "//2007-03-01/x", "/2007-03-01/x" },
	{ "1.0/x", "1.0/x" },
	{ "latest-x", "2009-04-04/meta-data/latest-x" },
	{ "/", "/" },
	{ "////", "/" },
};

START_TEST(expand)
{
	struct buf path = { 0 };

	metapath_expand(&path, paths[_i].given, "2009-04-04");
	check_text(paths[_i].given, buf_str(&path), paths[_i].path);
	buf_release(&path);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ version, ROWS(versions) },
		{ expand, ROWS(paths) },
	};

	return check_main("metapath", tests, ROWS(tests));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of file: what is read, what is absent, and what fails. */
#include "system/file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "check_main.h"

/* Below a directory of the test's own. */
static const struct {
	const char *what, *path;
	const char *content;	/* NULL: nothing is put there */
	mode_t mode;
	bool there, exposed;
	const char *words;	/* of a failure, behind the path; "": none */
	const char *words_must;	/* of one where the file has to be there */
} files[] = {
	{ "one of its owner's", "/f", "abc\n", 0600, true, false, "", "" },
	{ "one for a group", "/f", "abc", 0640, true, true, "", "" },
	{ "one for all", "/f", "abc", 0604, true, true, "", "" },
	{ "an empty one", "/f", "", 0600, true, false, "", "" },
	{ "absent", "/f", NULL, 0, false, false, "",
	  ": No such file or directory" },
	{ "an absent directory", "/d/f", NULL, 0, false, false, "",
	  ": No such file or directory" },
	{ "a directory", "/", NULL, 0, true, false, ": Is a directory",
	  ": Is a directory" },
	{ "one that is too long", "/f", "more than that", 0600, true, false,
	  ": over 10 bytes", ": over 10 bytes" },
};

static void put(const char *path, const char *content, mode_t mode)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(content, file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, mode), 0);
}

/* Reads PATH, which MAY be absent. */
static void check_one(int i, const char *path, bool may)
{
	const char *what = files[i].what;
	const char *words = may ? files[i].words : files[i].words_must;
	struct buf out = { .max = 10 };
	struct err err = {0};
	bool there = !files[i].there, exposed = false;
	char want[4200];
	int rc;

	buf_puts(&out, "+");
	rc = file_read(&out, path, may ? &there : NULL, &exposed, &err);
	ck_assert_msg(rc == (*words ? -1 : 0), "%s: %d %s", what, rc,
		      err.text);
	if (*words) {
		(void)snprintf(want, sizeof(want), "%s%s", path, words);
		check_text(what, err.text, want);
	} else {
		ck_assert_msg(exposed == files[i].exposed, "%s", what);
		check_text(what, buf_str(&out) + 1, files[i].content
			   ? files[i].content : "");
	}
	if (may)
		ck_assert_msg(there == files[i].there, "%s", what);
	buf_release(&out);
}

START_TEST(read_whole)
{
	const char *tmp = getenv("TMP");
	char dir[2048], path[4096];

	(void)snprintf(dir, sizeof(dir), "%s/file.XXXXXX", tmp ? tmp : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	(void)snprintf(path, sizeof(path), "%s%s", dir, files[_i].path);
	if (files[_i].content)
		put(path, files[_i].content, files[_i].mode);
	check_one(_i, path, true);
	check_one(_i, path, false);
	(void)unlink(path);
	ck_assert_int_eq(rmdir(dir), 0);
}
END_TEST

/* A device may never end. */
START_TEST(endless)
{
	struct buf out = { .max = 100000 };
	struct err err = {0};

	ck_assert_int_eq(file_read(&out, "/dev/zero", NULL, NULL, &err), -1);
	check_text("words", err.text, "/dev/zero: over 100000 bytes");
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ read_whole, ROWS(files) },
		{ endless, 1 },
	};

	return check_main("file", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of attempts: the number of attempts that a profile sets, and which
 * retry modes are accepted. */
#include "aws/attempts.h"

#include "check_files.h"

static const struct {
	const char *what, *config, *mode;
	bool option_given;
	long attempts;		/* expected max_attempts; 7 means unchanged */
	const char *error;	/* beginning of the error message, or NULL */
	enum err_kind kind;
} cases[] = {
	{ "an empty profile", "[default]\n", NULL, false, 7, NULL, 0 },
	{ "no configuration file", NULL, NULL, false, 7, NULL, 0 },
	{ "the profile sets max_attempts", "[default]\nmax_attempts = 3\n",
	  NULL, false, 3, NULL, 0 },
	{ "max_attempts is 1", "[default]\nmax_attempts = 1\n", NULL, false,
	  1, NULL, 0 },
	{ "max_attempts is 100", "[default]\nmax_attempts = 100\n", NULL,
	  false, 100, NULL, 0 },
	{ "an option overrides an invalid max_attempts",
	  "[default]\nmax_attempts = x\n", NULL, true, 7, NULL, 0 },
	{ "max_attempts is 0", "[default]\nmax_attempts = 0\n", NULL, false, 7,
	  "profile default: max_attempts", 0 },
	{ "max_attempts is 101", "[default]\nmax_attempts = 101\n", NULL,
	  false, 7, "profile default: max_attempts", 0 },
	{ "max_attempts is not a number", "[default]\nmax_attempts = five\n",
	  NULL, false, 7, "profile default: max_attempts", 0 },
	{ "a valid mode in the profile", "[default]\nretry_mode = standard\n",
	  NULL, false, 7, NULL, 0 },
	{ "valid modes in the profile and AWS_RETRY_MODE",
	  "[default]\nretry_mode = adaptive\n", "legacy", false, 7, NULL, 0 },
	{ "an unknown mode in the profile", "[default]\nretry_mode = often\n",
	  NULL, false, 7,
	  "profile default: retry_mode: 'often' is not legacy, standard or "
	  "adaptive", 0 },
	{ "AWS_RETRY_MODE overrides an unknown mode",
	  "[default]\nretry_mode = often\n", "standard", false, 7, NULL, 0 },
	{ "an unknown mode in AWS_RETRY_MODE", NULL, "Standard", false, 7,
	  "AWS_RETRY_MODE: 'Standard' is not legacy, standard or adaptive",
	  ERR_USAGE },
	{ "an option does not hide an unknown AWS_RETRY_MODE", NULL, "x", true,
	  7, "AWS_RETRY_MODE: 'x' is not legacy", ERR_USAGE },
	{ "an invalid configuration file", "[default\n", NULL, false, 7, NULL,
	  0 },
};

START_TEST(found)
{
	struct settings s = { .env_retry_mode = cases[_i].mode,
			      .max_attempts = 7 };
	const char *want = cases[_i].error;
	struct check_files files;
	struct profile *p;
	struct err err = { 0 };
	int rc;

	check_files_make(&files, cases[_i].config, NULL);
	p = check_files_open(&files, "default");
	rc = attempts_find(&s, p, cases[_i].option_given, &err);
	ck_assert_msg(rc == (want ? -1 : 0), "%s: %s", cases[_i].what,
		      err.text);
	if (want)
		ck_assert_msg(strncmp(err.text, want, strlen(want)) == 0,
			      "%s: %s", cases[_i].what, err.text);
	ck_assert_msg(s.max_attempts == cases[_i].attempts, "%s: %ld",
		      cases[_i].what, s.max_attempts);
	ck_assert_int_eq(err.kind, cases[_i].kind);
	profile_free(p);
	check_files_remove(&files);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ found, ROWS(cases) },
	};

	return check_main("attempts", tests, ROWS(tests));
}

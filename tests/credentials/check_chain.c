/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of chain: the order of the sources, and the error if no source has
 * credentials.  Other tests cover the sources that are services. */
#include "credentials/chain.h"

#include "check_files.h"

#define KEYS(x) "aws_access_key_id=" x "\naws_secret_access_key=s\n"
#define PROCESS \
	"credential_process=echo '{\"Version\":1,\"AccessKeyId\":\"PROC\"," \
	"\"SecretAccessKey\":\"s\"}'\n"
#define ROLE "role_arn=arn:r\n"

/* `given` has O if the options have keys, and 1, 2 or 3 for each family of
 * variables that has keys.  `named` is the profile of --profile, or NULL. */
static const struct {
	const char *what, *given, *named;
	const char *config, *credentials;
	const char *key;	/* the access key that is found, or "" if the
				 * search fails */
	const char *words;	/* part of the error message */
} walks[] = {
	{ "options first", "O123", NULL, "[default]\n" KEYS("C"), NULL, "O",
	  NULL },
	{ "options before a named profile", "O", "a", "[profile a]\n" KEYS("C"),
	  NULL, "O", NULL },
	{ "the first family of variables", "123", NULL, "[default]\n" KEYS("C"),
	  NULL, "E1", NULL },
	{ "the second family of variables", "23", NULL, NULL, NULL, "E2",
	  NULL },
	{ "the third family of variables", "3", NULL, NULL, NULL, "E3", NULL },
	{ "a named profile before variables", "123", "a", "[profile a]\n"
	  KEYS("C"), NULL, "C", NULL },
	{ "keys in the config file", "", NULL, "[default]\n" KEYS("C"), NULL,
	  "C", NULL },
	{ "the credentials file before the config file", "", NULL,
	  "[default]\n" KEYS("C"), "[default]\n" KEYS("F"), "F", NULL },
	{ "credential_process before the keys in config", "", NULL,
	  "[default]\n" PROCESS KEYS("C"), NULL, "PROC", NULL },
	{ "the credentials file before credential_process", "", NULL,
	  "[default]\n" PROCESS, "[default]\n" KEYS("F"), "F", NULL },
	{ "variables before a malformed file", "1", NULL, "x", NULL, "E1",
	  NULL },
	{ "a malformed file", "", NULL, "x", NULL, "", "/config: line 1: "
	  "no [SECTION] before this line" },
	{ "a key split over two files", "", NULL,
	  "[default]\naws_secret_access_key="
	  "s\n", "[default]\naws_access_key_id=F\n", "", "profile default: "
	  "aws_access_key_id is set but aws_secret_access_key is not" },
	{ "a role without a source", "", NULL, "[default]\n" ROLE, NULL, "",
	  "profile default: role_arn needs a source_profile or a "
	  "credential_source" },
	{ "a role with two sources", "", NULL,
	  "[default]\n" ROLE "source_profile=a\n"
	  "credential_source=Environment\n", NULL, "", "profile default: "
	  "role_arn needs source_profile or credential_source, not both" },
	{ "a source_profile that does not exist", "", NULL, "[default]\n" ROLE
	  "source_profile=a\n", NULL, "", "profile default: source_profile "
	  "a: it is neither in /tmp/check_files." },
	{ "profiles in a circle", "", NULL,
	  "[default]\n" ROLE "source_profile=a\n"
	  "[profile a]\n" ROLE "source_profile=b\n[profile b]\n" ROLE
	  "source_profile=a\n", NULL, "", "profile default: source_profile "
	  "a: profile a: source_profile b: profile b: source_profile a: "
	  "the profiles form a circle" },
	{ "a profile without keys that is its own source", "", NULL,
	  "[default]\n" ROLE "source_profile=default\n", NULL, "",
	  "profile default: "
	  "source_profile default: it is this profile itself, which has no "
	  "keys" },
	{ "a source profile without keys", "", NULL, "[default]\n" ROLE
	  "source_profile=a\n[profile a]\nx=1\n", NULL, "", "profile default:"
	  " source_profile a: a has neither keys nor a setting that leads to "
	  "keys" },
	{ "an unknown credential_source", "", NULL, "[default]\n" ROLE
	  "credential_source=environment\n", NULL, "", "profile default: "
	  "credential_source environment: it must be Environment, "
	  "Ec2InstanceMetadata or EcsContainer" },
	{ "a credential_process that fails", "", NULL, "[default]\n"
	  "credential_process=false a\n", NULL, "", "profile default: "
	  "credential_process: false: exit status 1" },
	{ "a credential_process that does not exist", "", NULL, "[default]\n"
	  "credential_process=/nonexistent/x\n", NULL, "", "profile default:"
	  " credential_process: /nonexistent/x: " },
	{ "single sign-on without a cached token", "", NULL,
	  "[default]\nsso_account_id=1\n"
	  "sso_role_name=r\nsso_start_url=u\nsso_region=r\n", NULL, "",
	  "profile default: single sign-on: not signed on: there is no " },
	{ "no source at all", "", NULL, NULL, NULL, "",
	  "no credentials found" },
	{ "a named profile without credentials", "123", "a", "[profile a]\nx=1",
	  NULL, "", "no credentials found" },
};

static void ignore_note(void *ctx, bool loud, const char *text)
{
}

static void set_variables(const char *given)
{
	static const char *const names[][2] = {
		{ "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY" },
		{ "AWS_ACCESS_KEY", "AWS_SECRET_KEY" },
		{ "EC2_ACCESS_KEY", "EC2_SECRET_KEY" },
	};
	static const char *const keys[] = { "E1", "E2", "E3" };

	for (int i = 0; i < 3; i++)
		if (strchr(given, '1' + i)) {
			ck_assert_int_eq(setenv(names[i][0], keys[i], 1), 0);
			ck_assert_int_eq(setenv(names[i][1], "s", 1), 0);
		} else {
			ck_assert_int_eq(unsetenv(names[i][0]), 0);
			ck_assert_int_eq(unsetenv(names[i][1]), 0);
		}
}

START_TEST(walk)
{
	static const volatile sig_atomic_t stop;
	bool options = strchr(walks[_i].given, 'O');
	const struct settings settings = {
		.access_key = options ? "O" : NULL,
		.secret_key = options ? "s" : NULL,
		.env_imds_disabled = "true",
	};
	struct provider p = {
		.settings = &settings, .named = walks[_i].named,
		.region = "us-east-1", .stop = &stop, .note = ignore_note,
	};
	struct check_files f;
	struct profile *files;
	struct cred cred;
	struct err err = { 0 };

	set_variables(walks[_i].given);
	check_files_make(&f, walks[_i].config, walks[_i].credentials);
	files = check_files_open(&f, walks[_i].named);
	p.files = files;
	p.profile = profile_name(files);
	cred_init(&cred);
	ck_assert_msg(chain_find(&p, &cred, &err) == (*walks[_i].key ? 0 : -1),
		      "%s: %s", walks[_i].what, err.text);
	check_text(walks[_i].what, buf_str(&cred.access_key), walks[_i].key);
	if (walks[_i].words)
		ck_assert_msg(strstr(err.text, walks[_i].words), "%s: %s",
			      walks[_i].what, err.text);
	cred_release(&cred);
	profile_free(files);
	check_files_remove(&f);
}
END_TEST

/* The source of the credentials names the profile and the file. */
START_TEST(source_of_profile)
{
	const struct settings settings = { .env_imds_disabled = "true" };
	struct provider p = { .settings = &settings, .note = ignore_note };
	struct check_files f;
	struct profile *files;
	struct buf want = { 0 };
	struct cred cred;
	struct err err = { 0 };

	set_variables("");
	check_files_make(&f, NULL, "[default]\naws_access_key_id = A\n"
			 "aws_secret_access_key = s\n");
	files = check_files_open(&f, NULL);
	p.files = files;
	p.profile = profile_name(files);
	cred_init(&cred);
	ck_assert_int_eq(chain_find(&p, &cred, &err), 0);
	buf_printf(&want, "profile default in %s", f.credentials.data);
	check_text("source", buf_str(&cred.source), want.data);
	buf_release(&want);
	cred_release(&cred);
	profile_free(files);
	check_files_remove(&f);
}
END_TEST

static void take_note(void *ctx, bool loud, const char *text)
{
	buf_printf(ctx, "%s: %s", loud ? "warning" : "note", text);
}

/* If AWS_ACCESS_KEY_ID and AWS_ACCESS_KEY name different keys, the chain gives
 * a warning, which a command prints even without -v. */
START_TEST(two_keys)
{
	const struct settings settings = { .env_imds_disabled = "true" };
	struct buf notes = { 0 };
	struct provider p = {
		.settings = &settings, .note = take_note, .ctx = &notes,
	};
	struct cred cred;
	struct err err = { 0 };

	set_variables("12");
	cred_init(&cred);
	ck_assert_int_eq(chain_find(&p, &cred, &err), 0);
	check_text("note", buf_str(&notes), "warning: AWS_ACCESS_KEY_ID and "
		   "AWS_ACCESS_KEY name different keys: AWS_ACCESS_KEY_ID is "
		   "used");
	cred_release(&cred);
	buf_release(&notes);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ walk, ROWS(walks) },
		{ source_of_profile, 1 },
		{ two_keys, 1 },
	};

	return check_main("chain", cases, ROWS(cases));
}

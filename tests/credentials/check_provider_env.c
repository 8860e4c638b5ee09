/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of provider_env: three families of variables, which the provider never
 * mixes. */
#include "credentials/provider_env.h"

#include "check_main.h"

static const char *const names[] = {
	"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
	"AWS_SECURITY_TOKEN", "AWS_ACCESS_KEY", "AWS_SECRET_KEY",
	"AWS_DELEGATION_TOKEN", "EC2_ACCESS_KEY", "EC2_SECRET_KEY",
	"AWS_CREDENTIAL_EXPIRATION",
};

#define ID	"AWS_ACCESS_KEY_ID"
#define SECRET	"AWS_SECRET_ACCESS_KEY"
#define EXPIRES "AWS_CREDENTIAL_EXPIRATION"
/* 60 years in seconds.  This number fits into 32 bits. */
#define SIXTY_YEARS (60L * 365 * 24 * 3600)

static const struct {
	const char *what;
	const char *set[10];	/* names and values in turn */
	int family;		/* index of the family of variables to read */
	const char *found;	/* key:secret:token:source, or NULL */
	const char *words;	/* error message, or "" */
	const char *hint;	/* the hint, or NULL */
	long clock_off;		/* seconds by which the services' clock is
				 * ahead */
} finds[] = {
	{ "no variable", { NULL }, 0, NULL, "" },
	{ "the family of the SDKs", { ID, "k", SECRET, "s" }, 0,
	  "k:s::environment (AWS_ACCESS_KEY_ID)", "" },
	{ "the family of the SDKs with a token",
	  { ID, "k", SECRET, "s", "AWS_SESSION_TOKEN", "t" }, 0,
	  "k:s:t:environment (AWS_ACCESS_KEY_ID)", "" },
	{ "the old token variable",
	  { ID, "k", SECRET, "s", "AWS_SECURITY_TOKEN", "u" }, 0,
	  "k:s:u:environment (AWS_ACCESS_KEY_ID)", "" },
	{ "both token variables", { ID, "k", SECRET, "s",
	  "AWS_SECURITY_TOKEN", "u", "AWS_SESSION_TOKEN", "t" }, 0,
	  "k:s:t:environment (AWS_ACCESS_KEY_ID)", "" },
	{ "an empty new token variable and the old one",
	  { ID, "k", SECRET, "s", "AWS_SECURITY_TOKEN", "u",
	    "AWS_SESSION_TOKEN", "" }, 0,
	  "k:s:u:environment (AWS_ACCESS_KEY_ID)", "" },
	{ "a token without keys", { "AWS_SESSION_TOKEN", "t" }, 0, NULL,
	  "" },
	{ "empty variables count as unset", { ID, "", SECRET, "" }, 0, NULL,
	  "" },
	{ "only the access key", { ID, "k" }, 0, NULL,
	  "environment: AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is "
	  "not" },
	{ "only the secret key", { SECRET, "s" }, 0, NULL,
	  "environment: AWS_SECRET_ACCESS_KEY is set but AWS_ACCESS_KEY_ID is "
	  "not" },
	{ "an empty secret key", { ID, "k", SECRET, "" }, 0, NULL,
	  "environment: AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is "
	  "not" },
	{ "the secret key in another family",
	  { ID, "k", "AWS_SECRET_KEY", "s" }, 0, NULL,
	  "environment: AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is "
	  "not" },
	{ "keys of other families",
	  { "AWS_ACCESS_KEY", "k", "AWS_SECRET_KEY", "s", "EC2_ACCESS_KEY",
	    "k", "EC2_SECRET_KEY", "s" }, 0, NULL, "" },
	{ "the second family", { "AWS_ACCESS_KEY", "k", "AWS_SECRET_KEY", "s" },
	  1, "k:s::environment (AWS_ACCESS_KEY)", "" },
	{ "the second family with its token",
	  { "AWS_ACCESS_KEY", "k", "AWS_SECRET_KEY", "s",
	    "AWS_DELEGATION_TOKEN", "t", "AWS_SESSION_TOKEN", "no" }, 1,
	  "k:s:t:environment (AWS_ACCESS_KEY)", "" },
	{ "the second family without the token of the first",
	  { "AWS_ACCESS_KEY", "k", "AWS_SECRET_KEY", "s",
			      "AWS_SESSION_TOKEN", "no" }, 1,
	  "k:s::environment (AWS_ACCESS_KEY)", "" },
	{ "only the secret key of the second family", { "AWS_SECRET_KEY", "s" },
	  1, NULL,
	  "environment: AWS_SECRET_KEY is set but AWS_ACCESS_KEY is not" },
	{ "the family of Eucalyptus", { "EC2_ACCESS_KEY", "k", "EC2_SECRET_KEY",
	  "s", "AWS_SESSION_TOKEN", "no" }, 2,
	  "k:s::environment (EC2_ACCESS_KEY)", "" },
	{ "only the access key of the family of Eucalyptus",
	  { "EC2_ACCESS_KEY", "k" }, 2, NULL,
	  "environment: EC2_ACCESS_KEY is set but EC2_SECRET_KEY is not" },
	{ "a line break in a secret", { ID, "k", SECRET, "s\n" }, 0, NULL,
	  "environment: AWS_SECRET_ACCESS_KEY contains a line end" },
	{ "keys that have not expired", { ID, "k", SECRET, "s", EXPIRES,
			   "2100-01-01T00:00:00Z" }, 0,
	  "k:s::environment (AWS_ACCESS_KEY_ID)", "" },
	{ "keys that have expired", { ID, "k", SECRET, "s", EXPIRES,
		       "2001-01-01T00:00:00Z" }, 0,
	  "k:s::environment (AWS_ACCESS_KEY_ID)",
	  "environment: the keys expired at 2001-01-01T00:00:00Z "
	  "(AWS_CREDENTIAL_EXPIRATION)",
	  .hint = "the check used this machine's clock: is that clock right?" },
	{ "keys that have expired by the service's clock",
	  { ID, "k", SECRET, "s", EXPIRES, "2080-01-01T00:00:00Z" }, 0,
	  "k:s::environment (AWS_ACCESS_KEY_ID)",
	  "environment: the keys expired at 2080-01-01T00:00:00Z "
	  "(AWS_CREDENTIAL_EXPIRATION)", .clock_off = SIXTY_YEARS },
	{ "keys that have expired by this machine's clock only",
	  { ID, "k", SECRET, "s", EXPIRES, "2001-01-01T00:00:00Z" }, 0,
	  "k:s::environment (AWS_ACCESS_KEY_ID)", "",
	  .clock_off = -SIXTY_YEARS },
};

START_TEST(find)
{
	long off = finds[_i].clock_off;
	const struct provider provider = { .clock_off = &off };
	const struct provider_env env = {
		&provider_env_families[finds[_i].family], &provider,
	};
	struct cred cred;
	struct buf got = { 0 };
	struct err err = { 0 };
	bool found = true;
	int rc;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		ck_assert_int_eq(unsetenv(names[i]), 0);
	for (size_t i = 0; finds[_i].set[i]; i += 2)
		ck_assert_int_eq(setenv(finds[_i].set[i],
					finds[_i].set[i + 1], 1), 0);
	cred_init(&cred);
	rc = provider_env_find(&env, &cred, &found, &err);
	ck_assert_msg(rc == (*finds[_i].words ? -1 : 0), "%s: %d",
		      finds[_i].what, rc);
	check_text(finds[_i].what, err.text, finds[_i].words);
	check_text(finds[_i].what, err.hint,
		   finds[_i].hint ? finds[_i].hint : "");
	ck_assert_msg(found == (finds[_i].found != NULL), "%s: found %d",
		      finds[_i].what, found);
	buf_printf(&got, "%s:%s:%s:%s", buf_str(&cred.access_key),
		   buf_str(&cred.secret_key), buf_str(&cred.token),
		   buf_str(&cred.source));
	check_text(finds[_i].what, buf_str(&got),
		   finds[_i].found ? finds[_i].found : ":::");
	cred_release(&cred);
	buf_release(&got);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ find, ROWS(finds) },
	};

	return check_main("provider_env", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of provider_sso: the cached token, and the portal's credentials. */
#include "credentials/provider_sso.h"

#include "check_provider.h"

/* A cache file has the SHA-1 of the start URL, "u", or of the session's name,
 * "corp", as its name. */
#define BY_URL ".aws/sso/cache/51e69892ab49df85c6230ccc57f8e1d1606caccc.json"
#define BY_SESSION \
	".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
#define TOKEN "{\"accessToken\":\"t\",\"expiresAt\":\"2033-05-18T03:33:20Z\"}"
#define WITH_URL \
	"[default]\nsso_account_id=1 2\nsso_role_name=r/s\nsso_start_url=u\n" \
	"sso_region=a-b-1\n"
#define WITH_SESSION \
	"[default]\nsso_account_id=1 2\nsso_role_name=r/s\nsso_session=corp\n" \
	"[sso-session corp]\nsso_start_url=u\nsso_region=a-b-1\n"
#define EXPIRED \
	"{\"accessToken\":\"accessTOKEN\",\"expiresAt\":" \
	"\"2001-01-01T00:00:00Z\",\"refreshToken\":\"refreshTOKEN\"," \
	"\"clientId\":\"c\",\"clientSecret\":\"clientSECRET\"," \
	"\"registrationExpiresAt\":\"2033-05-18T03:33:20Z\"}"
#define OIDC \
	{ "AWS_ENDPOINT_URL_SSO=@", "AWS_ENDPOINT_URL_SSO_OIDC=@", \
	  "AWS_MAX_ATTEMPTS=1" }
#define NOT_RENEWED(why) \
	FAILED "the sign-on expired at 2001-01-01T00:00:00Z and could not be " \
	"renewed: " why LOGIN
#define ENV { "AWS_ENDPOINT_URL_SSO=@", "AWS_MAX_ATTEMPTS=1" }
#define KEYS \
	"{\"roleCredentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":" \
	"\"S\",\"sessionToken\":\"T\",\"expiration\":2000000000999}}"
#define FOUND \
	"A:S:T:2000000000 single sign-on of profile default (role r/s)"
#define FAILED "failed: profile default: single sign-on: "
#define LOGIN "\nrun: aws sso login --profile default"

static const struct check_provider rows[] = {
	{ "a profile without SSO", ENV, "[default]\nx=1\n",
	  .outcome = "nothing: " },
	{ "a profile with a start URL", ENV, WITH_URL, .path = BY_URL,
	  .text = TOKEN, .script = { { .body = KEYS } }, .requests = 1,
	  .asked = { "GET /federation/credentials?role_name=r%2Fs&"
		     "account_id=1%202 HTTP/1.1\r\n",
		     "x-amz-sso_bearer_token: t\r\n" }, .outcome = FOUND },
	{ "a profile with a session", ENV, WITH_SESSION, .path = BY_SESSION,
	  .text = TOKEN,
	  .script = {{ .body = KEYS }}, .requests = 1, .outcome = FOUND },
	{ "a session does not use the cache of its URL", ENV, WITH_SESSION,
	  .path = BY_URL, .text = TOKEN,
	  .outcome = FAILED "not signed on: there is no ~/" BY_SESSION LOGIN },
	{ "the session and the profile have different regions", ENV,
	  "[default]\nsso_account_id=1\nsso_role_name=r\nsso_region=x\n"
	  "sso_session=corp\n[sso-session corp]\nsso_start_url=u\n"
	  "sso_region=y\n", .outcome = FAILED
	  "sso_region is 'x', but 'y' in [sso-session corp]" },
	{ "a missing session", ENV, "[default]\nsso_account_id=1\n"
	  "sso_session=corp\n", .outcome = FAILED
	  "there is no [sso-session corp] in ~/config" },
	{ "no role", ENV, "[default]\nsso_account_id=1\n", .outcome = FAILED
	  "sso_role_name is missing" },
	{ "no cached token", ENV, WITH_URL,
	  .outcome = FAILED "not signed on: there "
	  "is no ~/" BY_URL LOGIN },
	{ "an expired sign-on", ENV, WITH_URL, .path = BY_URL, .text =
	  "{\"accessToken\":\"t\",\"expiresAt\":\"2001-01-01T00:00:00UTC\"}",
	  .outcome = FAILED "the sign-on expired at 2001-01-01T00:00:00UTC"
	  LOGIN },
	{ "a malformed cache", ENV, WITH_URL, .path = BY_URL, .text = "{",
	  .outcome = FAILED "~/" BY_URL ": not JSON (line 1)" LOGIN },
	{ "the portal refuses the token", ENV, WITH_URL, .path = BY_URL,
	  .text = TOKEN,
	  .script = {{ .status = 401, .body = "{\"message\":\"no\"}" }},
	  .requests = 1, .outcome = FAILED "@/: role r/s in account 1 2: "
	  "status 401: no" LOGIN },
	{ "the portal refuses the role and quotes the token", ENV, WITH_URL,
	  .path = BY_URL, .text =
	  "{\"accessToken\":\"tokenOFTHESIGNON\",\"expiresAt\":"
	  "\"2033-05-18T03:33:20Z\"}", .script = {{ .status = 403, .body =
	  "{\"message\":\"not tokenOFTHESIGNON\"}" }}, .requests = 1,
	  .outcome = FAILED "@/: role r/s in account 1 2: status 403: not "
	  "(hidden)" },
	{ "a refused renewal that quotes the secrets", OIDC, WITH_SESSION,
	  .path = BY_SESSION, .text = EXPIRED, .script = {{ .status = 400,
	  .body = "{\"error\":\"x\",\"error_description\":\"refreshTOKEN, "
	  "clientSECRET, accessTOKEN\"}" }}, .requests = 1, .outcome =
	  NOT_RENEWED("@/token: status 400: x: (hidden), (hidden), (hidden)") },
	{ "a renewal with a negative lifetime", OIDC, WITH_SESSION,
	  .path = BY_SESSION, .text = EXPIRED, .script = {{ .body =
	  "{\"accessToken\":\"n\",\"expiresIn\":-1}" }}, .requests = 1,
	  .outcome = NOT_RENEWED("the reply's expiresIn, -1 seconds, is not "
	  "between one second and ten years") },
	{ "a renewal with a huge lifetime", OIDC, WITH_SESSION,
	  .path = BY_SESSION, .text = EXPIRED, .script = {{ .body =
	  "{\"accessToken\":\"n\",\"expiresIn\":9000000000000000000}" }},
	  .requests = 1, .outcome = NOT_RENEWED("the reply's expiresIn, "
	  "9000000000000000000 seconds, is not between one second and ten "
	  "years") },
	{ "a renewal for ten years", OIDC, WITH_SESSION, .path = BY_SESSION,
	  .text = EXPIRED, .script = {{ .times = 1, .body =
	  "{\"accessToken\":\"n\",\"expiresIn\":315360000}" },
	  { .body = KEYS }}, .requests = 2,
	  .asked = { "\r\n\r\n{\"grantType\": \"refresh_token\", "
		     "\"refreshToken\": \"refreshTOKEN\", \"clientId\": "
		     "\"c\", \"clientSecret\": \"clientSECRET\"}" },
	  .outcome = FOUND },
	{ "a renewal without a lifetime", OIDC, WITH_SESSION,
	  .path = BY_SESSION, .text = EXPIRED,
	  .script = {{ .body = "{\"accessToken\":\"n\"}" }}, .requests = 1,
	  .outcome = NOT_RENEWED("the reply's expiresIn "
	  "is missing or not an integer") },
	{ "a refusal without a message", ENV, WITH_URL, .path = BY_URL,
	  .text = TOKEN,
	  .script = {{ .status = 403, .body = "no" }}, .requests = 1,
	  .outcome = FAILED "@/: role r/s in account 1 2: status 403" },
	{ "empty credentials", ENV, WITH_URL, .path = BY_URL, .text = TOKEN,
	  .script = {{ .body = "{\"roleCredentials\":{}}" }}, .requests = 1,
	  .outcome = FAILED "@/: roleCredentials.sessionToken is missing" },
	{ "expired keys", ENV, WITH_URL, .path = BY_URL, .text = TOKEN,
	  .script = {{ .body = "{\"roleCredentials\":{\"accessKeyId\":\"A\","
	  "\"secretAccessKey\":\"S\",\"sessionToken\":\"T\",\"expiration\":"
	  "978307200000}}" }}, .requests = 1, .outcome = FAILED
	  "@/: the keys expired at 2001-01-01T00:00:00Z\n"
	  "the check used this machine's clock: is that clock right?" },
	{ "a sign-on and keys that are valid by the service's clock", ENV,
	  WITH_URL, .path = BY_URL,
	  .text = "{\"accessToken\":\"t\",\"expiresAt\":\"2001-01-01T00:00:00Z"
	  "\"}", .now = 978307100, .script = {{ .body =
	  "{\"roleCredentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":"
	  "\"S\",\"sessionToken\":\"T\",\"expiration\":978307200000}}" }},
	  .requests = 1, .outcome = "A:S:T:978307200 single sign-on of profile "
	  "default (role r/s)" },
	{ "a sign-on that expired by the service's clock", ENV, WITH_URL,
	  .path = BY_URL, .text = TOKEN, .now = 2100000000, .outcome = FAILED
	  "the sign-on expired at 2033-05-18T03:33:20Z" LOGIN },
	{ "an invalid region", { "AWS_MAX_ATTEMPTS=1" },
	  "[default]\nsso_account_id=1\nsso_role_name=r\nsso_start_url=u\n"
	  "sso_region=evil.com/\n", .path = BY_URL, .text = TOKEN, .outcome =
	  FAILED "sso_region: 'evil.com/' is not the name of a region\n"
	  "a region's name contains only letters, digits, - and _" },
};

START_TEST(find)
{
	check_provider_run(&rows[_i], provider_sso_find);
}
END_TEST

/* Tests a user without HOME and without a name, whose cache has no path. */
static int without_cache(void)
{
	struct check_files f;
	struct settings settings = general_defaults;
	struct profile_places places = { 0 };
	struct provider p = { .settings = &settings, .profile = "default" };
	struct cred cred;
	struct err err = { 0 };
	bool found;
	int rc = 0;

	check_files_make(&f, WITH_URL, NULL);
	places.config_file = f.config.data;
	cred_init(&cred);
	if (profile_new(&p.files, &places, &err) ||
	    profile_load(p.files, &err))
		rc = 1;
	else if (provider_sso_find(&p, &cred, &found, &err) != -1 ||
		 !strstr(err.text, "on: ~/.aws/sso/cache/: HOME is not set"))
		rc = 2;
	cred_release(&cred);
	profile_free(p.files);
	check_files_remove(&f);
	return rc;
}

START_TEST(no_cache)
{
	check_nameless(without_cache);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ find, ROWS(rows) }, { no_cache, 1 },
	};

	return check_main("provider_sso", cases, ROWS(cases));
}

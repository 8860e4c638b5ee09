/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of sts: signed calls, retries, and which replies are accepted. */
#include "credentials/sts.h"

#include "check_provider.h"

#define STS "AWS_ENDPOINT_URL_STS=@"
#define ONCE "AWS_MAX_ATTEMPTS=1"
#define REPLY(inner) \
	"<GetTokenResponse><GetTokenResult><Credentials>" inner \
	"</Credentials></GetTokenResult></GetTokenResponse>"
#define PAIR \
	"<SecretAccessKey>S</SecretAccessKey><AccessKeyId>A</AccessKeyId>"
#define FAILED "failed: GetToken at @/: "
#define ERROR(code) \
	"<ErrorResponse><Error><Code>" code "</Code><Message>no</Message>" \
	"</Error></ErrorResponse>"

static const struct check_provider rows[] = {
	{ "a signed call", { STS }, .script = {{ .body = REPLY(PAIR
	  "<SessionToken>T</SessionToken>"
	  "<Expiration>2033-05-18T03:33:20.123Z</Expiration>") }},
	  .requests = 1, .asked = { "POST / HTTP/1.1\r\n", "Credential=KEY/",
	  "/us-west-2/sts/aws4_request", "A=b%20c&Action=GetToken&"
	  "Version=2011-06-15" }, .outcome = "A:S:T:2000000000 " },
	{ "no token and no expiry", { STS }, .script = {{ .body =
	  REPLY(PAIR) }}, .requests = 1, .outcome = "A:S::0 " },
	{ "a retry after a failure", { STS }, .script = {
	  { .status = 503, .times = 1, .body = ERROR("ServiceUnavailable") },
	  { .body = REPLY(PAIR) }}, .requests = 2, .outcome = "A:S::0 " },
	{ "a retry with the service's clock", { STS }, .script = {
	  { .status = 403, .times = 1, .clock_off = 3600,
	    .body = ERROR("SignatureDoesNotMatch") },
	  { .body = REPLY(PAIR) }}, .requests = 2, .learns = 3600,
	  .outcome = "A:S::0 " },
	{ "the time of the signature", { STS }, .now = 1000000000,
	  .script = {{ .body = REPLY(PAIR) }}, .requests = 1,
	  .asked = { "\r\nX-Amz-Date: 20010909T014640Z" },
	  .outcome = "A:S::0 " },
	{ "STS refuses the request", { STS }, .script = {{ .status = 403,
	  .body = ERROR("AccessDenied") }}, .requests = 1, .outcome = FAILED
	  "Client.AccessDenied: no\nasked with the credentials from here" },
	{ "a reply without keys", { STS }, .script = {{ .body =
	  "<GetTokenResponse><GetTokenResult/></GetTokenResponse>" }},
	  .requests = 1, .outcome = FAILED "the reply has no credentials" },
	{ "only the access key", { STS }, .script = {{ .body =
	  REPLY("<AccessKeyId>A</AccessKeyId>") }}, .requests = 1, .outcome =
	  FAILED "AccessKeyId is set but SecretAccessKey is not" },
	{ "an invalid expiry", { STS }, .script = {{ .body = REPLY(PAIR
	  "<Expiration>soon</Expiration>") }}, .requests = 1, .outcome =
	  FAILED "'soon' is not a time such as 2027-03-01T12:00:00Z" },
	{ "a reply that is not from STS", { STS, ONCE }, .script = {{ .body =
	  "<html></html>" }}, .requests = 1, .outcome = "failed: GetToken: @/:"
	  " answered HTTP 200 with <html>, which is not a reply to GetToken" },
	{ "an invalid URL", { "AWS_ENDPOINT_URL_STS=ftp://x" },
	  .outcome = "failed: AWS_ENDPOINT_URL_STS: URL ftp://x: neither http "
	  "nor https" },
};

static int ask(const void *self, struct cred *cred, bool *found,
	       struct err *err)
{
	static const struct job_param params[] = {
		{ "A", "b c" }, { NULL, NULL },
	};
	struct cred source;
	const struct sts_request request = { "GetToken", params, &source };
	int rc;

	cred_init(&source);
	buf_puts(&source.access_key, "KEY");
	buf_puts(&source.secret_key, "SECRET");
	buf_puts(&source.source, "here");
	*found = true;
	rc = sts_ask(self, &request, cred, err);
	cred_release(&source);
	return rc;
}

START_TEST(call)
{
	check_provider_run(&rows[_i], ask);
}
END_TEST

/* STS accepts session names of the form [\w+=,.@-]{2,64}. */
START_TEST(session)
{
	char name[STS_SESSION_SIZE];

	sts_session(name);
	ck_assert_uint_eq(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
			  strlen(name));
	ck_assert_uint_gt(strlen(name), 2);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ call, ROWS(rows) }, { session, 1 },
	};

	return check_main("sts", cases, ROWS(cases));
}

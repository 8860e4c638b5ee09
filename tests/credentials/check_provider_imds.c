/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of provider_imds: the role of an instance.  check_imds tests the
 * requests to the service. */
#include "credentials/provider_imds.h"

#include "check_provider.h"

#define AT "AWS_EC2_METADATA_SERVICE_ENDPOINT=@"
#define LIST "GET /latest/meta-data/iam/security-credentials/ "
#define ROLE "GET /latest/meta-data/iam/security-credentials/r "
#define SESSION { .when = "PUT /latest/api/token ", .body = "token" }
#define NAMED { .when = LIST, .body = "r\nother\n" }
#define KEYS(more) \
	"{\"Code\":\"Success\",\"AccessKeyId\":\"A\"," \
	"\"SecretAccessKey\":\"S\"" more "}"
#define WHOLE ",\"Token\":\"T\",\"Expiration\":\"2033-05-18T03:33:20Z\""

static const struct check_provider rows[] = {
	{ "disabled by the variable", { AT, "AWS_EC2_METADATA_DISABLED=True" },
	  .outcome = "nothing: disabled by AWS_EC2_METADATA_DISABLED" },
	{ "keys of the role", { AT }, .script = { SESSION, NAMED,
	  { .when = ROLE, .body = KEYS(WHOLE) }}, .requests = 3,
	  .asked = { "X-aws-ec2-metadata-token: token\r\n" },
	  .outcome = "A:S:T:2000000000 instance role r" },
	{ "a proxy is not used", { AT, "http_proxy=http://127.0.0.1:9" },
	  .script = { SESSION, NAMED, { .when = ROLE, .body = KEYS(WHOLE) }},
	  .requests = 3, .outcome = "A:S:T:2000000000 instance role r" },
	{ "the endpoint of the profile", { NULL }, "[default]\n"
	  "ec2_metadata_service_endpoint = @\n", .script = { SESSION, NAMED,
	  { .when = ROLE, .body = KEYS(WHOLE) }}, .requests = 3,
	  .outcome = "A:S:T:2000000000 instance role r" },
	{ "no role", { AT }, .script = { SESSION,
	  { .when = LIST, .status = 404 }}, .requests = 2,
	  .outcome = "nothing: the instance has no role" },
	{ "an empty list", { AT }, .script = { SESSION,
	  { .when = LIST, .body = "\n" }}, .requests = 2,
	  .outcome = "nothing: the instance has no role" },
	{ "no server listens", { "AWS_EC2_METADATA_SERVICE_ENDPOINT="
			    "http://127.0.0.1:9" },
	  .outcome = "nothing: no metadata service at http://127.0.0.1:9 (is "
	  "this an EC2 instance?)" },
	{ "a service that refuses all requests", { AT },
	  .script = {{ .status = 403 }}, .requests = 2,
	  .outcome = "failed: instance role: /latest/meta-data/"
	  "iam/security-credentials/: the metadata service answered with "
	  "status 403\nthe service may be disabled in the instance's metadata "
	  "options" },
	{ "a role that is listed but missing", { AT }, .script = { SESSION,
	  NAMED, { .when = ROLE, .status = 404 }}, .requests = 3, .outcome =
	  "failed: instance role r: the metadata service has no keys under "
	  "/latest/meta-data/iam/security-credentials/r" },
	{ "an error in the reply", { AT }, .script = { SESSION, NAMED,
	  { .when = ROLE, .body = "{\"Code\":\"Broken\",\"Message\":\"so\"}" }},
	  .requests = 3,
	  .outcome = "failed: instance role r: the metadata service's reply:"
	  " Broken: so" },
	{ "a reply that is not JSON", { AT }, .script = { SESSION, NAMED,
	  { .when = ROLE, .body = "\n<" }}, .requests = 3, .outcome =
	  "failed: instance role r: the metadata service's reply: not JSON "
	  "(line 2)" },
	{ "keys without a token", { AT }, .script = { SESSION, NAMED,
	  { .when = ROLE, .body = KEYS("") }}, .requests = 3, .outcome =
	  "failed: instance role r: the metadata service's reply: Token is "
	  "missing" },
	{ "an invalid URL", { "AWS_EC2_METADATA_SERVICE_ENDPOINT=x" },
	  .outcome = "failed: AWS_EC2_METADATA_SERVICE_ENDPOINT: URL x: it "
	  "must begin with http:// or https://" },
};

START_TEST(find)
{
	check_provider_run(&rows[_i], provider_imds_find);
}
END_TEST

/* If the service gives expired keys, the provider uses these keys for at least
 * five minutes.  A run has only one warning about such keys. */
START_TEST(expired_keys)
{
	static const struct server_reply script[] = {
		SESSION, NAMED, { .when = ROLE, .body = KEYS(",\"Token\":"
		"\"T\",\"Expiration\":\"2001-01-01T00:00:00Z\"") },
	};
	static const volatile sig_atomic_t stop;
	struct server *server = server_start(script, ROWS(script));
	const struct settings settings = {
		.env_imds_endpoint = server_url(server),
	};
	struct check_files files;
	struct buf notes = { 0 };
	bool said = false;
	struct provider p = {
		.settings = &settings, .stop = &stop, .note = check_note,
		.ctx = &notes, .said_late = &said,
	};

	check_files_make(&files, NULL, NULL);
	p.files = check_files_open(&files, NULL);
	for (int i = 0; i < 3; i++) {
		time_t now = time(NULL);
		struct cred cred;
		struct err err = { 0 };
		bool found = false;

		cred_init(&cred);
		ck_assert_msg(provider_imds_find(&p, &cred, &found, &err) == 0,
			      "%s", err.text);
		ck_assert(found && cred.expires >= now + 300);
		cred_release(&cred);
	}
	check_text("warnings", buf_str(&notes), "warning: the metadata service "
		   "gives keys that have expired: trying them anyway\n");
	buf_release(&notes);
	profile_free(p.files);
	check_files_remove(&files);
	server_stop(server);
	server_free(server);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ find, ROWS(rows) }, { expired_keys, 1 },
	};

	return check_main("provider_imds", cases, ROWS(cases));
}

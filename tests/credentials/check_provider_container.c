/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of provider_container: which agent the provider asks, and which answers
 * it accepts. */
#include "credentials/provider_container.h"

#include "check_provider.h"

#define FULL "AWS_CONTAINER_CREDENTIALS_FULL_URI="
#define KEYS \
	"{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S\",\"Token\":\"T\"," \
	"\"Expiration\":\"2033-05-18T03:33:20Z\"}"
#define TAKEN "A:S:T:2000000000 container (@/c)"
#define FAILED "failed: AWS_CONTAINER_CREDENTIALS_FULL_URI: "

static const struct check_provider rows[] = {
	{ "no variable is set", .outcome = "nothing: AWS_CONTAINER_CREDENTIALS_"
	  "RELATIVE_URI and _FULL_URI are not set" },
	{ "keys of the agent", { FULL "@/c" }, .script = {{ .body = KEYS }},
	  .asked = { "GET /c HTTP/1.1", "Accept: application/json" },
	  .requests = 1, .outcome = TAKEN },
	{ "a query, which messages must not show", { FULL "@/c?id=1" },
	  .script = {{ .body = KEYS }}, .asked = { "GET /c?id=1 HTTP/1.1" },
	  .requests = 1, .outcome = TAKEN },
	{ "an authorization token", { FULL "@/c",
	  "AWS_CONTAINER_AUTHORIZATION_TOKEN=x y" },
	  .script = {{ .body = KEYS }}, .asked = { "Authorization: x y\r\n" },
	  .requests = 1, .outcome = TAKEN },
	{ "a token file takes precedence over a token", { FULL "@/c",
	  "AWS_CONTAINER_AUTHORIZATION_TOKEN=x",
	  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=~/t" },
	  .path = "t", .text = "of file", .script = {{ .body = KEYS }},
	  .asked = { "Authorization: of file\r\n" }, .requests = 1,
	  .outcome = TAKEN },
	{ "a proxy is not used", { FULL "@/c",
	  "http_proxy=http://127.0.0.1:9" },
	  .script = {{ .body = KEYS }}, .requests = 1, .outcome = TAKEN },
	{ "a line break in the token", { FULL "@/c",
	  "AWS_CONTAINER_AUTHORIZATION_TOKEN=x\r\nEvil: y" },
	  .outcome = FAILED "@/c: AWS_CONTAINER_AUTHORIZATION_TOKEN: it holds "
	  "a line end or a NUL byte" },
	{ "a missing token file", { FULL "@/c",
	  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=~/t" },
	  .outcome = FAILED "@/c: AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: ~/t: "
	  "No such file or directory" },
	{ "status 403", { FULL "@/c" }, .script = {{ .status = 403 }},
	  .requests = 1, .outcome = FAILED "@/c: it answered with status 403" },
	{ "an error in the reply", { FULL "@/c" }, .script = {{ .body =
	  "{\"Code\":\"NoRole\",\"Message\":\"none\"}" }}, .requests = 1,
	  .outcome = FAILED "@/c: NoRole: none" },
	{ "a reply that is not JSON", { FULL "@/c" },
	  .script = {{ .body = "<html>" }}, .requests = 1, .outcome = FAILED
	  "@/c: not JSON (line 1)" },
	{ "keys without an expiry", { FULL "@/c" }, .script = {{ .body =
	  "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S\",\"Token\":\"T\"}"
	  }}, .requests = 1, .outcome = FAILED "@/c: Expiration is missing" },
	{ "a redirection", { FULL "@/c" }, .script = {{ .status = 302,
	  .headers = "Location: http://127.0.0.1:9/\r\n" }}, .requests = 1,
	  .outcome = FAILED "@/c: it answered with status 302" },
	{ "http to another host", { FULL "http://192.0.2.1/c" },
	  .outcome = FAILED
	  "http://192.0.2.1/c: refused, since without https the host must be "
	  "a loopback address, 169.254.170.2, 169.254.170.23 or "
	  "[fd00:ec2::23]" },
	{ "http to another host, with a query",
	  { FULL "http://192.0.2.1/c?t=S" },
	  .outcome = FAILED "http://192.0.2.1/c: refused, since without https "
	  "the host must be a loopback address, 169.254.170.2, 169.254.170.23 "
	  "or [fd00:ec2::23]" },
	{ "a rehearsal refuses another machine, with a query", { FULL
	  "http://169.254.170.2/c?t=S", "EC2_SANDBOX=1" }, .outcome = FAILED
	  "endpoint http://169.254.170.2/c: refused, since this is a rehearsal "
	  "in ec2-sandbox (EC2_SANDBOX is set) and the host is neither a "
	  "loopback address nor the sandbox" },
	{ "a rehearsal refuses another machine", { FULL
	  "http://169.254.170.2/c", "EC2_SANDBOX=1" }, .outcome = FAILED
	  "endpoint http://169.254.170.2/c: refused, since "
	  "this is a rehearsal in ec2-sandbox (EC2_SANDBOX is set) and the "
	  "host is neither a loopback address nor the sandbox" },
	{ "a relative URI without a slash",
	  { "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=c" },
	  .outcome = "failed: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: 'c' does "
	  "not begin with a slash" },
};

START_TEST(find)
{
	check_provider_run(&rows[_i], provider_container_find);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { find, ROWS(rows) } };

	return check_main("provider_container", cases, ROWS(cases));
}

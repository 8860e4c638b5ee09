/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of provider_web: a token, a role, and the credentials that STS gives
 * for them. */
#include "credentials/provider_web.h"

#include "check_provider.h"

#define STS "AWS_ENDPOINT_URL_STS=@"
#define FILE_AT_T "AWS_WEB_IDENTITY_TOKEN_FILE=~/t"
#define REPLY \
	"<AssumeRoleWithWebIdentityResponse>" \
	"<AssumeRoleWithWebIdentityResult><Credentials>" \
	"<AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey>" \
	"<SessionToken>T</SessionToken>" \
	"<Expiration>2033-05-18T03:33:20Z</Expiration>" \
	"</Credentials></AssumeRoleWithWebIdentityResult>" \
	"</AssumeRoleWithWebIdentityResponse>"
#define TAKEN(role) "A:S:T:2000000000 role " role " for the web identity in ~/t"

static const struct check_provider rows[] = {
	{ "no token file is named", { STS }, .outcome =
	  "nothing: AWS_WEB_IDENTITY_TOKEN_FILE is not set" },
	{ "a role and a token file in variables",
	  { STS, FILE_AT_T, "AWS_ROLE_ARN=arn:r", "AWS_ROLE_SESSION_NAME=me" },
	  .path = "t", .text = "a+b \r\n", .script = {{ .body = REPLY }},
	  .requests = 1,
	  .asked = { "Action=AssumeRoleWithWebIdentity&RoleArn=arn%3Ar&"
	  "RoleSessionName=me&Version=2011-06-15&WebIdentityToken=a%2Bb" },
	  .outcome = TAKEN("arn:r") },
	{ "a random session name", { STS, FILE_AT_T, "AWS_ROLE_ARN=arn:r" },
	  .path = "t", .text = "x", .script = {{ .body = REPLY }},
	  .requests = 1, .asked = { "RoleSessionName=ec2-product-tools-" },
	  .outcome = TAKEN("arn:r") },
	{ "a role and a token file in the profile", { STS },
	  "[default]\nrole_arn=arn:p\n"
	  "web_identity_token_file=~/t\nrole_session_name=it\n", .path = "t",
	  .text = "x", .script = {{ .body = REPLY }}, .requests = 1,
	  .asked = { "RoleArn=arn%3Ap&RoleSessionName=it&" },
	  .outcome = TAKEN("arn:p") },
	{ "a named profile overrides the variables", { STS,
	  "AWS_ROLE_ARN=arn:e", "AWS_WEB_IDENTITY_TOKEN_FILE=/nonexistent" },
	  "[default]\nrole_arn=arn:p\nweb_identity_token_file=~/t\n", true,
	  .path = "t", .text = "x", .script = {{ .body = REPLY }},
	  .requests = 1, .asked = { "RoleArn=arn%3Ap&" },
	  .outcome = TAKEN("arn:p") },
	{ "a named profile without a role hides the variables",
	  { STS, FILE_AT_T, "AWS_ROLE_ARN=arn:e" }, "[default]\nx=1\n", true,
	  .outcome = "nothing: " },
	{ "no role", { STS, FILE_AT_T }, .path = "t", .text = "x",
	  .outcome = "failed: AWS_WEB_IDENTITY_TOKEN_FILE: AWS_ROLE_ARN is "
	  "not set, and profile default has no role_arn" },
	{ "a missing token file", { STS, FILE_AT_T, "AWS_ROLE_ARN=arn:r" },
	  .outcome =
	  "failed: AWS_WEB_IDENTITY_TOKEN_FILE: ~/t: No such file or "
	  "directory" },
	{ "an empty token file", { STS }, "[default]\nrole_arn=arn:p\n"
	  "web_identity_token_file=~/t\n", .path = "t", .text = " \n",
	  .outcome = "failed: profile default: web_identity_token_file: ~/t: "
	  "it is empty" },
	{ "a refusal that quotes the token", { STS, FILE_AT_T,
	  "AWS_ROLE_ARN=arn:r" }, .path = "t", .text = "head.body.sign",
	  .script = {{ .status = 400, .body =
	  "<ErrorResponse><Error><Code>InvalidIdentityToken</Code>"
	  "<Message>head.body.sign is none</Message></Error></ErrorResponse>"
	  }}, .requests = 1, .outcome = "failed: AWS_WEB_IDENTITY_TOKEN_FILE: "
	  "role arn:r: AssumeRoleWithWebIdentity at @/: "
	  "Client.InvalidIdentityToken: (hidden) is none" },
	{ "STS refuses the request", { STS, FILE_AT_T, "AWS_ROLE_ARN=arn:r" },
	  .path = "t", .text = "x", .script = {{ .status = 400,
	  .body = "<ErrorResponse><Error><Code>ExpiredTokenException</Code>"
	  "<Message>old</Message></Error></ErrorResponse>" }}, .requests = 1,
	  .outcome = "failed: AWS_WEB_IDENTITY_TOKEN_FILE: role arn:r: "
	  "AssumeRoleWithWebIdentity at @/: Client.ExpiredTokenException: "
	  "old" },
};

START_TEST(find)
{
	check_provider_run(&rows[_i], provider_web_find);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { find, ROWS(rows) } };

	return check_main("provider_web", cases, ROWS(cases));
}

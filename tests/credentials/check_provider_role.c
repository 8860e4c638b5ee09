/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of provider_role: which profiles assume a role, and the request to STS.
 * check_chain tests where the keys for that request come from. */
#include "credentials/provider_role.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "check_provider.h"

#define STS "AWS_ENDPOINT_URL_STS=@"
#define ROLE "[default]\nrole_arn=arn:r\n"
#define REPLY \
	"<AssumeRoleResponse><AssumeRoleResult><Credentials>" \
	"<AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey>" \
	"<SessionToken>T</SessionToken>" \
	"<Expiration>2033-05-18T03:33:20Z</Expiration>" \
	"</Credentials></AssumeRoleResult></AssumeRoleResponse>"
#define TAKEN \
	"A:S:T:2000000000 role arn:r of profile default, assumed with the " \
	"credentials from here"
#define FAILED "failed: profile default: "

static const struct check_provider rows[] = {
	{ "no role", { STS }, "[default]\nx=1\n", .outcome = "nothing: " },
	{ "a role of a web identity", { STS },
	  ROLE "web_identity_token_file=t\n", .outcome = "nothing: " },
	{ "a role", { STS }, ROLE, .script = {{ .body = REPLY }},
	  .requests = 1, .asked = { "Action=AssumeRole&RoleArn=arn%3Ar&"
				    "RoleSessionName=ec2-product-tools-",
				    "Credential=KEY/", "/us-west-2/sts/",
				    "X-Amz-Security-Token: TOKEN\r\n" },
	  .outcome = TAKEN },
	{ "a role with a session name, an external id and a duration",
	  { STS }, ROLE "role_session_name=me\nexternal_id=x&y\n"
	  "duration_seconds=900\n",
	  .script = {{ .body = REPLY }}, .requests = 1,
	  .asked = { "Action=AssumeRole&DurationSeconds=900&ExternalId=x%26y&"
		     "RoleArn=arn%3Ar&RoleSessionName=me&Version=" },
	  .outcome = TAKEN },
	{ "an empty role_arn", { STS }, "[default]\nrole_arn=\n",
	  .outcome = FAILED "role_arn has no value" },
	{ "an invalid duration", { STS }, ROLE "duration_seconds=1h\n",
	  .outcome = FAILED "duration_seconds: '1h' is not a whole number" },
	{ "a duration that is too long", { STS },
	  ROLE "duration_seconds=604801\n", .outcome =
	  FAILED "duration_seconds: 604801 is not from 1 to 604800" },
	{ "an MFA code without a terminal", { STS }, ROLE "mfa_serial=arn:m\n",
	  .outcome = FAILED "code of arn:m (mfa_serial): there is no terminal "
	  "to prompt on" },
	{ "STS refuses the request", { STS }, ROLE, .script = {{ .status = 403,
	  .body = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no"
	  "</Message></Error></ErrorResponse>" }}, .requests = 1,
	  .outcome = FAILED "role arn:r: AssumeRole at @/: "
	  "Client.AccessDenied: no\nasked with the credentials from here" },
};

static int find(const void *self, struct cred *cred, bool *found,
		struct err *err)
{
	struct cred source;
	int rc;

	*found = provider_role_is(self);
	if (!*found)
		return 0;
	cred_init(&source);
	buf_puts(&source.access_key, "KEY");
	buf_puts(&source.secret_key, "SECRET");
	buf_puts(&source.token, "TOKEN");
	buf_puts(&source.source, "here");
	rc = provider_role_assume(self, &source, cred, err);
	cred_release(&source);
	return rc;
}

/* Gives up the terminal, so that provider_role cannot ask for an MFA code on
 * it. */
START_TEST(assume)
{
	int fd = open("/dev/tty", O_RDWR | O_NOCTTY);

	if (fd >= 0) {
		(void)ioctl(fd, TIOCNOTTY);
		(void)close(fd);
	}
	check_provider_run(&rows[_i], find);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { assume, ROWS(rows) } };

	return check_main("provider_role", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as credentials in JSON.  Reads the bytes in the form that a
 * credential_process prints, and in the forms that services send.  The reader
 * takes the access key, the secret key and the token, if there is one, or it
 * takes nothing and fails.
 */
#include <time.h>

#include "fuzz.h"

#include "aws/cred.h"
#include "base/buf.h"
#include "credentials/provider_json.h"
#include "credentials/provider_process.h"
#include "http/jsondoc.h"

/* The names that the metadata service, a container's agent and the single
 * sign-on portal use. */
static const struct provider_json forms[] = {
	{ .access_key = "AccessKeyId", .secret_key = "SecretAccessKey",
	  .token = "Token", .expires = "Expiration", .temporary = true,
	  .may_be_late = true },
	{ .access_key = "AccessKeyId", .secret_key = "SecretAccessKey",
	  .token = "Token", .expires = "Expiration", .temporary = true },
	{ .access_key = "roleCredentials.accessKeyId",
	  .secret_key = "roleCredentials.secretAccessKey",
	  .token = "roleCredentials.sessionToken",
	  .expires_ms = "roleCredentials.expiration", .temporary = true },
};

/* Checks that the access key and the token have no line break, and the access
 * key no space, because they become parts of headers. */
static void check_taken(const struct cred *cred)
{
	MUST(cred->access_key.len && cred->secret_key.len);
	MUST(!strpbrk(buf_str(&cred->access_key), "\r\n "));
	MUST(!strpbrk(buf_str(&cred->token), "\r\n"));
}

/* A provider that does not know the services' clock. */
static const struct provider provider;

static void check_form(const struct provider_json *form, const struct buf *text)
{
	struct err err = { 0 };
	struct cred cred;

	cred_init(&cred);
	if (provider_json_take(form, &provider, text, &cred, &err) == 0) {
		check_taken(&cred);
		MUST(!form->temporary || cred.token.len);
		MUST(!form->temporary || cred.expires);
		MUST(form->may_be_late || cred.expires >= time(NULL));
	} else {
		MUST(err.text[0] && !cred.access_key.len);
		MUST(!cred.secret_key.len && !cred.token.len);
	}
	cred_release(&cred);
}

static void check_process(const struct buf *text)
{
	struct err err = { 0 };
	struct cred cred;

	cred_init(&cred);
	if (provider_process_take(&provider, text, &cred, &err) == 0)
		check_taken(&cred);
	else
		MUST(err.text[0] && !cred.access_key.len);
	cred_release(&cred);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = { 0 };

	buf_append(&text, data, size);
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		check_form(&forms[i], &text);
	check_process(&text);
	buf_release(&text);
	return 0;
}

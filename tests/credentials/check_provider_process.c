/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of provider_process and provider_json: which output of a program is
 * accepted. */
#include "credentials/provider_process.h"

#include "check_main.h"

#define KEYS "\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S\""

static const struct {
	const char *what, *text;
	const char *token;	/* the token that is read, or "-" if the output
				 * is refused */
	const char *words;	/* error message */
	long expires;
} outputs[] = {
	{ "keys", "{" KEYS "}", "", "", 0 },
	{ "keys with a token", "{" KEYS ",\"SessionToken\":\"T\"}\n", "T", "",
	  0 },
	{ "keys with an expiry",
	  "{" KEYS ",\"Expiration\":\"2033-05-18T03:33:20Z\"}", "",
	  "", 2000000000 },
	{ "an expiry with a zone",
	  "{" KEYS ",\"Expiration\":\"2033-05-18T05:33:20"
			 "+02:00\"}", "", "", 2000000000 },
	{ "an expiry that ends with UTC",
	  "{" KEYS ",\"Expiration\":\"2033-05-18T03:33:20"
			     "UTC\"}", "", "", 2000000000 },
	{ "an expiry of null", "{" KEYS ",\"Expiration\":null}", "", "",
	  0 },
	{ "unknown members", "{" KEYS ",\"AccountId\":\"1\",\"x\":[{}]}", "",
	  "", 0 },
	{ "empty output", "", "-", "its output: it is empty", 0 },
	{ "version 2", "{\"Version\":2}", "-",
	  "its output: Version is 2, not 1", 0 },
	{ "a version in quotes", "{\"Version\":\"1\"}", "-",
	  "its output: it has no \"Version\": 1", 0 },
	{ "no keys", "{\"Version\":1}", "-",
	  "its output: AccessKeyId is missing", 0 },
	{ "an empty error code", "{\"Version\":1,\"Code\":\"\"}", "-",
	  "its output: AccessKeyId is missing", 0 },
	{ "no secret key", "{\"Version\":1,\"AccessKeyId\":\"A\"}", "-",
	  "its output: AccessKeyId is set but SecretAccessKey is not", 0 },
	{ "an access key that is a number",
	  "{\"Version\":1,\"AccessKeyId\":1,\"SecretAccessKey\":\"S\"}", "-",
	  "its output: SecretAccessKey is set but AccessKeyId is not", 0 },
	{ "a line end in the access key",
	  "{\"Version\":1,\"AccessKeyId\":\"A\\n\","
	  "\"SecretAccessKey\":\"S\"}", "-", "its output: "
	  "AccessKeyId contains a line end", 0 },
	{ "an invalid expiry", "{" KEYS ",\"Expiration\":\"soon\"}", "-",
	  "its output: Expiration: 'soon' is not a time such as "
	  "2027-03-01T12:00:00Z", 0 },
	{ "expired keys", "{" KEYS ",\"Expiration\":"
				 "\"2001-01-01T00:00:00Z\"}", "-",
	  "its output: the keys expired at 2001-01-01T00:00:00Z", 0 },
};

/* A provider that does not know the services' clock. */
static const struct provider provider;

START_TEST(take)
{
	bool fails = strcmp(outputs[_i].token, "-") == 0;
	struct buf text = { 0 };
	struct cred cred;
	struct err err = { 0 };
	int rc;

	cred_init(&cred);
	buf_puts(&text, outputs[_i].text);
	rc = provider_process_take(&provider, &text, &cred, &err);
	ck_assert_msg(rc == (fails ? -1 : 0), "%s: %s", outputs[_i].what,
		      err.text);
	check_text(outputs[_i].what, err.text, outputs[_i].words);
	check_text(outputs[_i].what, buf_str(&cred.access_key),
		   fails ? "" : "A");
	check_text(outputs[_i].what, buf_str(&cred.secret_key),
		   fails ? "" : "S");
	check_text(outputs[_i].what, buf_str(&cred.token),
		   fails ? "" : outputs[_i].token);
	ck_assert_int_eq(cred.expires, outputs[_i].expires);
	buf_release(&text);
	cred_release(&cred);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { take, ROWS(outputs) } };

	return check_main("provider_process", cases, ROWS(cases));
}

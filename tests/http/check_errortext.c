/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of errortext: the message in an error reply of any format. */
#include "http/errortext.h"

#include "check_main.h"

static const struct {
	const char *what, *body, *words;
} bodies[] = {
	{ "an empty reply", "", "" },
	{ "white space", " \r\n\t", "" },
	{ "JSON of ECS",
	  "{\"code\":\"NoIdInRequest\",\"message\":\"CredentialsV1"
	  "Request: No Credential ID in the request\",\"HTTPErrorCode\":400}",
	  "NoIdInRequest: CredentialsV1Request: No Credential ID in the "
	  "request" },
	{ "JSON of the metadata service",
	  "{\"Code\":\"Failed\",\"Message\":\"so\"}", "Failed: so" },
	{ "JSON of OAuth", "{\"error\":\"invalid_grant\",\"error_description\":"
	  "\"Invalid refresh token\"}", "invalid_grant: Invalid refresh "
					"token" },
	{ "a message alone", "{\"message\":\"no\"}", "no" },
	{ "equal code and message", "{\"code\":\"no\",\"message\":\"no\"}",
	  "no" },
	{ "members that are not strings", "{\"code\":1,\"message\":null}", "" },
	{ "credentials as JSON",
	  "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S\"}", "" },
	{ "truncated credentials as JSON", "{\"SecretAccessKey\":\"S\"", "" },
	{ "credentials as text", "SecretAccessKey = S", "" },
	{ "text of kube2iam", "pod with specificed IP not found\n",
	  "pod with specificed IP not found" },
	{ "text of EKS",
	  "[1]: (AccessDeniedException): Unauthorized Exception!, "
	  "fault: client\r\nmore", "[1]: (AccessDeniedException): "
	  "Unauthorized Exception!, fault: client" },
	{ "HTML", "\n<html>no</html>", "" },
};

START_TEST(words)
{
	struct buf out = { 0 };

	errortext_find(&out, bodies[_i].body, strlen(bodies[_i].body));
	check_text(bodies[_i].what, buf_str(&out), bodies[_i].words);
	buf_release(&out);
}
END_TEST

START_TEST(bound)
{
	char *text = check_repeat('x', ERRORTEXT_WORDS_MAX + 1);
	struct buf out = { 0 };

	text[ERRORTEXT_WORDS_MAX - 1] = '\xc3';
	text[ERRORTEXT_WORDS_MAX] = '\xa9';
	errortext_find(&out, text, strlen(text));
	ck_assert_uint_eq(out.len, ERRORTEXT_WORDS_MAX - 1 + 3);
	ck_assert_str_eq(out.data + ERRORTEXT_WORDS_MAX - 2, "x...");
	free(text);
	buf_release(&out);
}
END_TEST

/* The text has only UTF-8 continuation bytes, and so no character. */
START_TEST(no_characters)
{
	char *text = check_repeat('\x80', ERRORTEXT_WORDS_MAX + 1);
	struct buf out = { 0 };

	errortext_find(&out, text, strlen(text));
	ck_assert(!out.failed);
	ck_assert_uint_eq(out.len, ERRORTEXT_WORDS_MAX + 3);
	free(text);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ words, ROWS(bodies) },
		{ bound, 1 },
		{ no_characters, 1 },
	};

	return check_main("errortext", cases, ROWS(cases));
}

/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of redact: which parts are hidden in a text that echoes a request. */
#include "aws/redact.h"

#include <string.h>

#include "check_main.h"

/* The secret key is s3/cr+t, and the token is TOK/EN=. */
static const struct {
	const char *what, *text, *shown;
} cases[] = {
	{ "an empty text", "", "" },
	{ "a text without a secret", "Client.X: words", "Client.X: words" },
	{ "the secret key", "key s3/cr+t!", "key (hidden)!" },
	{ "the secret key, percent-encoded", "k=s3%2Fcr%2Bt&", "k=(hidden)&" },
	{ "the token", "x-amz-security-token:TOK/EN=\n",
	  "x-amz-security-token:(hidden)\n" },
	{ "the token, percent-encoded", "SecurityToken=TOK%2FEN%3D&a",
	  "SecurityToken=(hidden)&a" },
	{ "a signature in hex", "Signature=0a1b2c, x", "Signature=(hidden), x" },
	{ "a signature in base64", "a&Signature=ab%2Bc%3D&b",
	  "a&Signature=(hidden)&b" },
	{ "a signature at the end", "Signature=0a1b", "Signature=(hidden)" },
	{ "an empty signature", "Signature=&x", "Signature=&x" },
	{ "the first 6 bytes of the secret key", "s3/cr+", "s3/cr+" },
	{ "a truncated token at the end", "a TOK%2FEN", "a (hidden)" },
	{ "a truncated token before dots", "a TOK%2FEN...: b",
	  "a (hidden)...: b" },
	{ "the beginning of the token before other text", "a TOK%2FEN: b",
	  "a TOK%2FEN: b" },
	{ "the secret key twice", "s3/cr+ts3/cr+t", "(hidden)(hidden)" },
};

START_TEST(hidden)
{
	struct buf out = { 0 };
	struct cred cred;

	cred_init(&cred);
	buf_puts(&cred.secret_key, "s3/cr+t");
	buf_puts(&cred.token, "TOK/EN=");
	redact_text(&out, &cred, cases[_i].text, strlen(cases[_i].text));
	check_text(cases[_i].what, buf_str(&out), cases[_i].shown);
	buf_release(&out);
	cred_release(&cred);
}
END_TEST

/* An empty key or token hides nothing. */
START_TEST(no_secrets)
{
	struct buf out = { 0 };
	struct cred cred;

	cred_init(&cred);
	redact_text(&out, &cred, "a b", 3);
	check_text("no secrets", buf_str(&out), "a b");
	buf_release(&out);
	cred_release(&cred);
}
END_TEST

int main(void)
{
	const struct check_case list[] = {
		{ hidden, ROWS(cases) },
		{ no_secrets, 1 },
	};

	return check_main("redact", list, ROWS(list));
}

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

START_TEST(no_secrets)
{
	struct buf out = { 0 };
	struct cred cred;

	cred_init(&cred);
	buf_puts(&cred.secret_key, "a b");
	redact_text(&out, &cred, "a bc", 4);
	check_text("a key of 3 bytes", buf_str(&out), "a bc");
	buf_clear(&out);
	buf_putc(&cred.secret_key, 'c');
	redact_text(&out, &cred, "a bc", 4);
	check_text("a key of 4 bytes", buf_str(&out), "(hidden)");
	buf_release(&out);
	cred_release(&cred);
}
END_TEST

START_TEST(error)
{
	struct cred cred;
	struct err err;

	cred_init(&cred);
	buf_puts(&cred.secret_key, "s3/cr+t");
	err_usage(&err, "key s3/cr+t: no");
	err_hint(&err, "try s3/cr+t");
	redact_err(&err, &cred);
	check_text("text", err.text, "key (hidden): no");
	check_text("hint", err.hint, "try s3/cr+t");
	ck_assert_int_eq(err.kind, ERR_USAGE);
	cred_release(&cred);
}
END_TEST

int main(void)
{
	const struct check_case list[] = {
		{ hidden, ROWS(cases) },
		{ no_secrets, 1 },
		{ error, 1 },
	};

	return check_main("redact", list, ROWS(list));
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/redact.h"

#include <stdio.h>
#include <string.h>

#include "base/codec.h"

static const char hidden[] = "(hidden)";
static const char signature[] = "Signature=";

/* A shorter text cannot be a real secret, and may occur in ordinary words. */
enum { SECRET_MIN = 4 };

/* A truncated secret is hidden only if at least this many bytes of it
 * remain. */
enum { CUT_MIN = 8 };

/* If TEXT begins with the N bytes of SECRET, returns N.  If TEXT begins with a
 * truncated secret, returns the length of the truncated secret.  Returns 0 if
 * TEXT does not match, or if the secret or the truncated secret is too
 * short. */
static size_t match_len(const char *text, size_t len, const char *secret,
			size_t n)
{
	size_t k = 0;

	while (k < n && k < len && text[k] == secret[k])
		k++;
	if (k == n)
		return n >= SECRET_MIN ? n : 0;
	if (k < CUT_MIN)
		return 0;
	return k == len || (len - k >= 3 && memcmp(text + k, "...", 3) == 0)
		       ? k : 0;
}

/* Returns the length of the signature at TEXT.  The signature is hexadecimal,
 * base64 or percent-encoded. */
static size_t signature_length(const char *text, size_t len)
{
	static const char end[] = "&,; \t\r\n\"'<>";
	size_t n = 0;

	while (n < len && text[n] && !strchr(end, text[n]))
		n++;
	return n;
}

void redact_text(struct buf *out, const struct cred *cred, const char *text,
		 size_t len)
{
	const struct buf *plain[] = { &cred->secret_key, &cred->token };
	struct buf encoded[2] = { { .secret = true }, { .secret = true } };
	const size_t prefix = strlen(signature);
	size_t i = 0;

	for (int k = 0; k < 2; k++)
		codec_uri(&encoded[k], buf_str(plain[k]), plain[k]->len, "");
	while (i < len) {
		size_t n = 0;

		for (int k = 0; k < 2 && !n; k++) {
			n = match_len(text + i, len - i, buf_str(plain[k]),
				      plain[k]->len);
			if (!n)
				n = match_len(text + i, len - i,
					      buf_str(&encoded[k]),
					      encoded[k].len);
		}
		if (!n && len - i >= prefix &&
		    memcmp(text + i, signature, prefix) == 0) {
			buf_puts(out, signature);
			i += prefix;
			n = signature_length(text + i, len - i);
		}
		if (n)
			buf_puts(out, hidden);
		else
			buf_putc(out, text[i]);
		i += n ? n : 1;
	}
	buf_release(&encoded[0]);
	buf_release(&encoded[1]);
}

void redact_err(struct err *err, const struct cred *cred)
{
	struct buf shown = { 0 };

	redact_text(&shown, cred, err->text, strlen(err->text));
	(void)snprintf(err->text, sizeof(err->text), "%s", buf_str(&shown));
	buf_release(&shown);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/redact.h"

#include <string.h>

#include "base/codec.h"

static const char hidden[] = "(hidden)";
static const char signature[] = "Signature=";

/* What is shorter is no secret, and a part of many words. */
enum { SECRET_MIN = 4 };

static bool starts(const char *text, size_t len, const char *with, size_t n)
{
	return n >= SECRET_MIN && n <= len && memcmp(text, with, n) == 0;
}

/* How many bytes a signature, in hex, base64 or percent-encoded, takes. */
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
			if (starts(text + i, len - i, buf_str(plain[k]),
				   plain[k]->len))
				n = plain[k]->len;
			else if (starts(text + i, len - i,
					buf_str(&encoded[k]), encoded[k].len))
				n = encoded[k].len;
		}
		if (!n && starts(text + i, len - i, signature, prefix)) {
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

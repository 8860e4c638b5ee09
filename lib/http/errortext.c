/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/errortext.h"

#include <string.h>

#include "base/blank.h"
#include "base/utf8.h"
#include "http/jsondoc.h"

/* The names of JSON members for the error code and for the message. */
static const char *const codes[] = { "code", "Code", "__type", "error" };
static const char *const messages[] = {
	"message", "Message", "error_description", "errorMessage",
};

enum { NAMES = 4 };

static const char *first_string(const struct jsondoc *doc,
				const char *const *names)
{
	const char *text = NULL;

	for (int i = 0; i < NAMES && !(text && *text); i++)
		text = jsondoc_string(doc, names[i]);
	return text && *text ? text : NULL;
}

/* Appends the LEN bytes at TEXT.  If there are more than ERRORTEXT_WORDS_MAX,
 * truncates them between two characters and appends "...". */
static void put_truncated(struct buf *out, const char *text, size_t len)
{
	size_t fits = utf8_cut(text, len, ERRORTEXT_WORDS_MAX);

	buf_append(out, text, fits);
	if (fits < len)
		buf_puts(out, "...");
}

static void put_json(struct buf *out, const struct jsondoc *doc)
{
	const char *code = first_string(doc, codes);
	const char *message = first_string(doc, messages);

	if (code)
		put_truncated(out, code, strlen(code));
	if (message && code && strcmp(code, message) != 0)
		buf_puts(out, ": ");
	if (message && !(code && strcmp(code, message) == 0))
		put_truncated(out, message, strlen(message));
}

void errortext_find(struct buf *out, const char *body, size_t len)
{
	struct buf text = { .secret = true };
	struct jsondoc *doc = NULL;
	struct err ignored;
	const char *at;

	buf_append(&text, body, len);
	at = buf_str(&text);
	at += blank_span(at, NULL);
	if (jsondoc_parse(&doc, at, strlen(at), &ignored) == 0)
		put_json(out, doc);
	else if (*at != '<' && *at != '{' && !strstr(at, "SecretAccessKey"))
		put_truncated(out, at, strcspn(at, "\r\n"));
	jsondoc_free(doc);
	buf_release(&text);
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/cred.h"

#include <stdio.h>
#include <string.h>

#include "base/blank.h"
#include "base/str.h"
#include "base/utf8.h"

void cred_init(struct cred *cred)
{
	*cred = (struct cred){
		.access_key = { .secret = true },
		.secret_key = { .secret = true },
		.token = { .secret = true },
	};
}

void cred_release(struct cred *cred)
{
	buf_release(&cred->access_key);
	buf_release(&cred->secret_key);
	buf_release(&cred->token);
	buf_release(&cred->source);
	buf_release(&cred->lacks);
}

void cred_move(struct cred *to, struct cred *from)
{
	cred_release(to);
	*to = *from;
	cred_init(from);
}

static bool is_present(const char *text)
{
	return text && *text;
}

/* Returns the length of the invisible or blank character at the start of TEXT,
 * or 0 for another character.  Keys and tokens do not contain invisible
 * characters, but copied text often does. */
static size_t invisible_at(const char *text)
{
	static const char *const invisible[] = {
		"\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D",
		"\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x81\xA0",
		"\xEF\xBB\xBF",
	};

	if ((unsigned char)*text < ' ' || *text == 0x7f)
		return 1;
	for (size_t i = 0; i < sizeof(invisible) / sizeof(*invisible); i++)
		if (str_begins(text, invisible[i]))
			return strlen(invisible[i]);
	return blank_at(text);
}

static void describe_character(struct buf *out, const char *text)
{
	unsigned long code = 0;

	if (!utf8_sequence(text, strlen(text), &code))
		buf_puts(out, "a byte that is not UTF-8");
	else if (code >= 0x80)
		buf_printf(out, "the character U+%04lX", code);
	else if (code == '\r' || code == '\n')
		buf_puts(out, "a line end");
	else if (code == ' ' || code == '\t')
		buf_puts(out, code == ' ' ? "a space" : "a tab");
	else
		buf_puts(out, "a control character");
}

/* Rejects characters that would end a header line, and invisible characters
 * that users copy by mistake.  If ASCII is set, also rejects characters outside
 * ASCII.  Access keys and tokens are ASCII.  A secret key may contain other
 * characters, because some clouds let users choose it. */
static int check_characters(const char *text, bool ascii, const char *name,
			    struct err *err)
{
	struct buf description = { 0 };

	while (*text && !invisible_at(text) &&
	       !(ascii && (unsigned char)*text >= 0x80))
		text++;
	if (!*text)
		return 0;
	describe_character(&description, text);
	err_set(err, "%s contains %s", name, buf_str(&description));
	buf_release(&description);
	return -1;
}

static int check_triple(const struct cred_triple *t, struct err *err)
{
	char token_name[64];

	if (check_characters(t->access_key, true, t->access_name, err) ||
	    check_characters(t->secret_key, false, t->secret_name, err))
		return -1;
	if (!is_present(t->token))
		return 0;
	(void)snprintf(token_name, sizeof(token_name),
		       "the session token for %s", t->access_name);
	return check_characters(t->token, true, token_name, err);
}

int cred_take(struct cred *cred, const struct cred_triple *triple, bool *found,
	      struct err *err)
{
	*found = false;
	if (!is_present(triple->access_key) && !is_present(triple->secret_key))
		return 0;
	if (!is_present(triple->access_key))
		return err_set(err, "%s is set but %s is not",
			       triple->secret_name, triple->access_name);
	if (!is_present(triple->secret_key))
		return err_set(err, "%s is set but %s is not",
			       triple->access_name, triple->secret_name);
	if (check_triple(triple, err))
		return -1;
	buf_puts(&cred->access_key, triple->access_key);
	buf_puts(&cred->secret_key, triple->secret_key);
	if (is_present(triple->token))
		buf_puts(&cred->token, triple->token);
	if (buf_check(&cred->access_key, "access key", err) ||
	    buf_check(&cred->secret_key, "secret key", err) ||
	    buf_check(&cred->token, "session token", err))
		return -1;
	*found = true;
	return 0;
}

/* Appends the provider NAME, and what it lacks if known, to the list of tried
 * providers.  Appends nothing if NAME is NULL.  Clears `lacks`. */
static void note_tried(struct buf *tried, const char *name, struct cred *cred)
{
	if (name)
		buf_printf(tried, "%s%s", tried->len ? ", " : "", name);
	if (name && cred->lacks.len)
		buf_printf(tried, " (%s)", buf_str(&cred->lacks));
	buf_clear(&cred->lacks);
}

int cred_walk(struct cred *cred, const struct cred_provider *providers,
	      size_t count, struct err *err)
{
	struct buf tried = { 0 };
	bool found = false;
	int rc = 0;

	for (size_t i = 0; i < count && !rc && !found; i++) {
		rc = providers[i].find(providers[i].self, cred, &found, err);
		if (!rc && !found)
			note_tried(&tried, providers[i].name, cred);
	}
	if (!rc && !found) {
		err_set(err, "no credentials found");
		rc = err_hint(err, "set AWS_ACCESS_KEY_ID and "
			      "AWS_SECRET_ACCESS_KEY, name a --profile, or "
			      "run on an instance with a role; tried: %s", buf_str(&tried));
	}
	buf_release(&tried);
	return rc;
}

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as the body of an error reply.  Our message about the error
 * must be printable and contain no secret.
 */
#include "fuzz.h"

#include "aws/cred.h"
#include "aws/redact.h"
#include "output/escape.h"
#include "output/out.h"
#include "reply/item.h"
#include "reply/reply.h"

static const char secret[] = "secret/+key";
static const char encoded[] = "secret%2F%2Bkey";
static const char token[] = "tok==";

/* Checks that a text has no secrets and no control characters in the form in
 * which it goes to standard error. */
static void check_message(const char *text)
{
	struct buf redacted = { 0 }, shown = { 0 };
	struct cred cred;

	cred_init(&cred);
	buf_puts(&cred.secret_key, secret);
	buf_puts(&cred.token, token);
	redact_text(&redacted, &cred, text, strlen(text));
	MUST(!redacted.failed);
	MUST(!strstr(buf_str(&redacted), secret));
	MUST(!strstr(buf_str(&redacted), encoded));
	MUST(!strstr(buf_str(&redacted), token));
	escape_text(&shown, buf_str(&redacted), redacted.len);
	MUST(fuzz_is_harmless(buf_str(&shown), shown.len, ""));
	buf_release(&redacted);
	buf_release(&shown);
	cred_release(&cred);
}

static void check_error(const struct node *root)
{
	struct reply_error error = { 0 };
	enum reply_truth truth = REPLY_MISSING;
	struct err err = { 0 };

	MUST(reply_request_id(root));
	if (reply_find_error(root, &error)) {
		MUST(error.code && error.message);
		err_set(&err, "%s: %s (%s)", error.code, error.message,
			reply_request_id(root));
		check_message(err.text);
		check_message(error.message);
	}
	if (root && reply_truth(root, &truth, &err))
		check_message(err.text);
	if (reply_is_to(root, "ModifyImageAttribute"))
		MUST(strcmp(root->name, "ModifyImageAttributeResponse") == 0);
	/* The reader never takes an error for an answer. */
	MUST(!error.code || !reply_is_to(root, "Error") ||
	     strcmp(root->name, "ErrorResponse") == 0);
}

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_copy(data, size);
	struct item *item;
	struct err err = { 0 };
	int whole;

	MUST(item_new(&item, "", on_item, NULL, &err) == 0);
	whole = item_feed(item, text, size, &err) == 0 &&
		item_finish(item, &err) == 0;
	if (whole)
		MUST(item_root(item));
	else
		check_message(err.text);
	/* Checks a truncated reply too. */
	check_error(item_root(item));
	item_free(item);
	free(text);
	return 0;
}

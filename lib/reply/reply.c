/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/reply.h"

#include <string.h>
#include <strings.h>

bool reply_is_to(const struct node *root, const char *action)
{
	size_t len = strlen(action);

	return root && strncmp(root->name, action, len) == 0 &&
	       strcmp(root->name + len, "Response") == 0;
}

enum reply_truth reply_boolean(const char *text)
{
	if (!text)
		return REPLY_MISSING;
	if (strcasecmp(text, "true") == 0 || strcmp(text, "1") == 0)
		return REPLY_TRUE;
	if (strcasecmp(text, "false") == 0 || strcmp(text, "0") == 0)
		return REPLY_FALSE;
	return REPLY_MISSING;
}

int reply_truth(const struct node *root, enum reply_truth *out, struct err *err)
{
	const struct node *node = item_find(root, "return");
	const char *text, *other;

	if (!node)
		node = item_find(root, "result");
	if (node && item_next(node))
		return err_set(err, "reply: <%s> occurs twice", node->name);
	text = node ? node->text : NULL;
	other = item_text(root, "result");
	if (text && other && strcmp(text, other) != 0 &&
	    reply_boolean(text) != reply_boolean(other))
		return err_set(err, "reply: <return> is '%.64s', <result> is "
			       "'%.64s'", text, other);
	*out = reply_boolean(text);
	if (text && *out == REPLY_MISSING)
		return err_set(err, "reply: <%s> is '%.64s', neither true "
			       "nor false", node->name, text);
	return 0;
}

/* Returns CODE without the prefix "Client." or "Server.".  NIFCLOUD sends these
 * prefixes, and EC2 sent them in SOAP. */
static const char *bare_code(const char *code)
{
	static const char *const faults[] = { "Client.", "Server." };

	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		size_t len = strlen(faults[i]);

		if (strncmp(code, faults[i], len) == 0 && code[len])
			return code + len;
	}
	return code;
}

bool reply_find_error(const struct node *root, struct reply_error *out)
{
	const struct node *error;

	if (!root || (strcmp(root->name, "Response") != 0 &&
		      strcmp(root->name, "ErrorResponse") != 0))
		return false;
	error = item_find(root, "Errors/Error");
	if (!error)
		error = item_find(root, "Error");
	if (!error || !item_text(error, "Code"))
		return false;
	out->code = bare_code(item_text(error, "Code"));
	out->message = item_text(error, "Message");
	if (!out->message)
		out->message = "";
	return true;
}

const char *reply_request_id(const struct node *root)
{
	static const char *const names[] = {
		"requestId", "RequestID", "RequestId",
	};

	for (size_t i = 0; root && i < sizeof(names) / sizeof(*names); i++)
		if (item_text(root, names[i]))
			return item_text(root, names[i]);
	return "";
}

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads the general parts of a reply: its root element, <return>, error and
 * request id.
 *
 * HTTP status 200 does not prove success.  We believe a reply only if its root
 * element is ACTIONResponse and its <return> is as expected.
 */
#ifndef REPLY_H
#define REPLY_H

#include <stdbool.h>

#include "base/err.h"
#include "reply/item.h"

/* The expected value of <return>, which old versions of the API call
 * <result>. */
enum reply_return {
	REPLY_NO_RETURN,	/* the reply needs no <return>; "false" means
				 * failure */
	REPLY_SUCCESS,		/* "true" means success, "false" means failure;
				 * without <return>, the caller decides */
	REPLY_ANSWER,		/* "true" and "false" are answers, not success
				 * and failure; a reply without <return> is a
				 * failure */
};

enum reply_truth { REPLY_MISSING, REPLY_FALSE, REPLY_TRUE };

/* An error that a service reported.  The strings are valid as long as the
 * reply's tree. */
struct reply_error {
	const char *code, *message;	/* code without "Client." or "Server.";
					 * message, or "" if the error has no
					 * message */
};

/* Returns whether ROOT is the root element of a reply to ACTION. */
bool reply_is_to(const struct node *root, const char *action);

/* Reads a boolean, which is "true" or "false" in upper or lower case, or "1" or
 * "0".  Returns REPLY_MISSING for any other text, and for NULL. */
enum reply_truth reply_boolean(const char *text);

/* Reads <return>, or <result> if there is no <return>.  Sets *OUT to
 * REPLY_MISSING if the reply has neither.  Fails if the value is not a boolean,
 * if the element occurs twice, or if <result> contradicts <return>. */
int reply_truth(const struct node *root, enum reply_truth *out,
		struct err *err);

/* Finds the error in an error reply.  EC2 sends Response/Errors/Error, and
 * other services send ErrorResponse/Error.  Returns false if ROOT is NULL, or
 * has no such element with a <Code>. */
bool reply_find_error(const struct node *root, struct reply_error *out);

/* Returns the request's id, or "" if the reply has no id or ROOT is NULL. */
const char *reply_request_id(const struct node *root);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a reply says, and whether to believe it.
 *
 * HTTP 200 is not success: a reply is believed only if its root element is
 * ACTIONResponse, and its <return> says what it should.  All functions read
 * a tree and have no effect.
 */
#ifndef REPLY_H
#define REPLY_H

#include <stdbool.h>

#include "base/err.h"
#include "reply/item.h"

/* What <return> (or, from old APIs, <result>) must be. */
enum reply_return {
	REPLY_NO_RETURN,	/* the action's reply has no <return> */
	REPLY_SUCCESS,		/* true; anything else is a failure */
	REPLY_ANSWER,		/* true or false, which is the answer */
};

enum reply_truth { REPLY_MISSING, REPLY_FALSE, REPLY_TRUE };

/* An error a service reported; the strings live as long as the tree. */
struct reply_error {
	const char *code, *message;	/* each is "" if the error has none */
};

/* Whether ROOT is the element of a reply to ACTION. */
bool reply_is_of(const struct node *root, const char *action);

/* Reads a boolean: true and false in any case, and 1 and 0; REPLY_MISSING for
 * anything else, and for NULL. */
enum reply_truth reply_boolean(const char *text);

/* Reads <return>.  A value that is neither true nor false is an error.  Two
 * <return> elements are an error too, and so is a <result> that contradicts
 * <return>. */
int reply_truth(const struct node *root, enum reply_truth *out,
		struct err *err);

/* Finds the error in an error reply: EC2's Response/Errors/Error or
 * ErrorResponse/Error.  False when ROOT is NULL or neither. */
bool reply_find_error(const struct node *root, struct reply_error *out);

/* The request's id, or "". */
const char *reply_request_id(const struct node *root);

#endif

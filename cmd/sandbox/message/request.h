/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A request as the client sent it, its parameters, and its answer.
 *
 * The server fills in the method, target, headers and body.  request_parse
 * reads the parameters from these members.  This file does not use the HTTP
 * library.  Initialize a struct request with `= { 0 }`.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/params.h"
#include "message/fault.h"
#include "values/keypair.h"

enum {
	REQUEST_BODY_MAX = 1024 * 1024,
	REQUEST_HEADERS_MAX = 64 * 1024,
	REQUEST_HEADER_LINES_MAX = 256,
	/* EC2 accepts lists of a thousand elements.  Clients rarely send more
	 * than a few lists of that size. */
	REQUEST_PARAMS_MAX = 8192,
};

/* The size of a request id with its NUL, in bytes. */
enum { REQUEST_ID_SIZE = 37 };

struct request {
	struct buf method;
	struct buf target;		/* path and query, as sent */
	struct params headers;		/* headers; names are in lower case */
	size_t head;			/* approximate bytes before the body */
	size_t lines;			/* number of header lines */
	struct buf body;
	struct buf path;		/* path of the target, as sent */
	struct params query;		/* parameters in the target */
	struct params params;		/* parameters in target, then in body */
	bool is_set_aside;		/* site.h's `answer` gave SITE_ASIDE */
	struct keypair key;		/* new key pair of CreateKeyPair */
};

/* Makes a new random request id. */
int request_id(char id[REQUEST_ID_SIZE], struct err *err);

/* Adds a header.  Joins the values of a repeated header with commas. */
int request_header(struct request *r, const char *name, const char *value,
		   struct err *err);

/* Checks the head of a request before the body arrives.  Refuses a head that is
 * too long or ambiguous, and a Content-Length above REQUEST_BODY_MAX.  Refuses
 * a method that is not in METHODS, a list that ends with NULL. */
int request_check_head(const struct request *r, const char *const *methods,
		       struct fault *fault);

/* Refuses a body that is too long.  Returns -1. */
int request_too_large(struct fault *fault);

/* Fills in path, query and params.  Refuses a % without two hex digits, bytes
 * that are not text, repeated parameters, and too many parameters. */
int request_parse(struct request *r, struct fault *fault);

void request_release(struct request *r);

/* Says whether to send the whole answer, to reset the connection instead, or to
 * send only the first half of the body. */
enum response_fate { RESPONSE_WHOLE, RESPONSE_RESET, RESPONSE_TRUNCATED };

/* Initialize this struct with `= { 0 }`. */
struct response {
	unsigned int status;
	struct params headers;
	struct buf body;
	enum response_fate fate;
	bool roll_back;		/* undo the change of the action */

	char id[REQUEST_ID_SIZE];
	char account[16];	/* the caller's account id; "" if unknown */
	char region[64];	/* region of the request; "" if unknown */
	char action[64];
	const char *code;	/* code of the refusal; NULL after a success */
};

void request_release_answer(struct response *answer);

#endif

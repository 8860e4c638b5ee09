/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The reply to one request as it comes in.
 *
 * Reads it into items as long as it may be a reply to the action, or an error
 * of EC2's.  At its end, intake_end says what it was.
 */
#ifndef INTAKE_H
#define INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "http/http.h"
#include "reply/item.h"
#include "reply/reply.h"

/* The most bytes that are read of a body for --debug, and of an error's page;
 * the rest is cut. */
enum { INTAKE_KEPT_MAX = 256 * 1024 };

/* The most bytes of a page that is no reply of EC2: it is read for the reason
 * that it gives. */
enum { INTAKE_PAGE_MAX = 16 * 1024 };

/* The most bytes of white space before a reply. */
enum { INTAKE_BLANKS_MAX = 1024 };

/* What came. */
enum intake_kind {
	INTAKE_BROKEN,		/* no whole reply */
	INTAKE_FOREIGN,		/* the answer of something that is no EC2
				 * endpoint, or of a proxy before one */
	INTAKE_ERROR,		/* an error as EC2 words it */
	INTAKE_REPLY,		/* a whole reply to the action */
};

/* Start as `= {0}`. */
struct intake {
	struct item *item;
	item_fn *fn;
	void *ctx;
	const char *action, *items;
	bool keep;
	long status;		/* of the reply that is coming in; 0: none */
	struct buf body;	/* its beginning, where it is kept */
	struct buf page;	/* the beginning of a reply that is not, or not
				 * yet, one to the action */
	size_t error_len;	/* bytes of an error's page */
	size_t blanks;		/* bytes of white space before anything else */
	bool any;		/* more than that has come */
	bool begun;		/* it is a reply to the action, so far */
	bool foreign;		/* it is no reply to the action */
	bool unreadable;	/* it is no XML */
};

/* FN gets the items of each reply of status 200 that has any; its failure
 * ends the reply. */
int intake_init(struct intake *in, item_fn *fn, void *ctx, struct err *err);
void intake_release(struct intake *in);

/* From here on what it holds is wiped before memory is given back. */
void intake_secret(struct intake *in);

/* A request for ACTION is about to be sent.  ITEMS is the path of the reply's
 * items, as item_new has it, or NULL when none are wanted; both are borrowed.
 * With KEEP the beginning of the reply is in `body` at its end. */
int intake_begin(struct intake *in, const char *action, const char *items,
		 bool keep, struct err *err);

/* Takes the next chunk of a reply's body.  After a failure it takes no more;
 * intake_end says why. */
int intake_feed(struct intake *in, long status, const char *data, size_t len,
		struct err *err);

/* No more comes.  ERROR is filled for INTAKE_ERROR, and its strings live as
 * long as the tree; WHY is for INTAKE_BROKEN and INTAKE_FOREIGN, and has
 * the kind ERR_LIMIT if another attempt would not help. */
enum intake_kind intake_end(struct intake *in, const struct http_reply *reply,
			    struct reply_error *error, struct err *why);

/* Bytes that it holds of the reply; and frees them. */
size_t intake_held(const struct intake *in);
void intake_drop(struct intake *in);

/* The reply's root with all but its items, or NULL when it has not begun;
 * valid until intake_begin or intake_drop. */
const struct node *intake_root(const struct intake *in);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The reply to one request as it comes in.
 *
 * Reads it into items as long as it may be a reply to the action, or an error
 * in EC2's form.  intake_end says what it was.
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

/* Most bytes of a body that are kept for --debug, and of an error's page that
 * are read. */
enum { INTAKE_KEPT_MAX = 256 * 1024 };

/* Most bytes of a page from another server that we read to find its reason. */
enum { INTAKE_PAGE_MAX = 16 * 1024 };

/* The most bytes of white space before a reply. */
enum { INTAKE_BLANKS_MAX = 1024 };

/* What the reply was. */
enum intake_kind {
	INTAKE_BROKEN,		/* no whole reply */
	INTAKE_FOREIGN,		/* an answer that is not in EC2's form, from
				 * another server or from a proxy */
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
	long status;		/* HTTP status of the reply that is coming in;
				 * 0: none */
	struct buf body;	/* the beginning of the reply, if intake_begin
				 * said KEEP */
	struct buf page;	/* the beginning of a reply that may not be one
				 * to the action */
	size_t error_len;	/* bytes of an error's page */
	size_t blanks;		/* bytes of white space before anything else */
	bool any;		/* something other than white space has come */
	bool begun;		/* the root is that of a reply to the action */
	bool foreign;		/* the root is that of another document */
	bool unreadable;	/* the reply is not XML */
};

/* FN gets the items of each reply of status 200 that has any; its failure
 * ends the reply. */
int intake_init(struct intake *in, item_fn *fn, void *ctx, struct err *err);
void intake_release(struct intake *in);

/* Makes the intake wipe its memory before it frees it. */
void intake_secret(struct intake *in);

/* Call it before a request for ACTION is sent.  ITEMS is the path of the
 * reply's items, as for item_new, or NULL if it has none; both are borrowed.
 * KEEP: keep the beginning of the reply in `body`. */
int intake_begin(struct intake *in, const char *action, const char *items,
		 bool keep, struct err *err);

/* Takes the next chunk of a reply's body.  After a failure it takes no more;
 * intake_end says why. */
int intake_feed(struct intake *in, long status, const char *data, size_t len,
		struct err *err);

/* Ends the reply, and says what it was.  Fills ERROR for INTAKE_ERROR; its
 * strings live as long as the tree.  Sets WHY for INTAKE_BROKEN and
 * INTAKE_FOREIGN, with the kind ERR_LIMIT if another attempt would not help. */
enum intake_kind intake_end(struct intake *in, const struct http_reply *reply,
			    struct reply_error *error, struct err *why);

/* intake_held: bytes that are held of the reply.  intake_drop frees them. */
size_t intake_held(const struct intake *in);
void intake_drop(struct intake *in);

/* Whether the reply has a namespace, and not EC2's for that VERSION of the API.
 * EC2 answers in the version that the request names; most imitations answer in
 * one of their own. */
bool intake_is_imitated(const struct intake *in, const char *version);

/* The reply's root, without its items, or NULL before the root has come.  Valid
 * until intake_begin or intake_drop. */
const struct node *intake_root(const struct intake *in);

#endif

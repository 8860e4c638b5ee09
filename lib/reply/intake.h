/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads the reply to one request, chunk by chunk.
 *
 * Parses the reply into items as long as the reply may answer the action or may
 * be an error in EC2's format.  intake_end returns the kind of the reply.
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

/* We keep at most this many bytes of a body for --debug, and read at most this
 * many bytes of a reply whose HTTP status is not 200. */
enum { INTAKE_KEPT_MAX = 256 * 1024 };

/* We search at most this many bytes of another server's page for the reason of
 * an error. */
enum { INTAKE_PAGE_MAX = 16 * 1024 };

/* We skip at most this many bytes of white space before a reply. */
enum { INTAKE_BLANKS_MAX = 1024 };

/* The kinds of replies. */
enum intake_kind {
	INTAKE_BROKEN,		/* an incomplete or malformed reply, or no
				 * reply */
	INTAKE_FOREIGN,		/* an answer that is neither a reply to the
				 * action with HTTP status 200 nor an error in
				 * EC2's format; it usually comes from another
				 * server or a proxy */
	INTAKE_ERROR,		/* an error in EC2's format */
	INTAKE_REPLY,		/* a complete reply to the action */
};

/* Initialize this struct with `= { 0 }`. */
struct intake {
	struct item *item;
	item_fn *fn;
	void *ctx;
	const char *action, *items;
	bool keep;
	long status;		/* HTTP status of the reply, or 0 before the
				 * reply's first byte */
	struct buf body;	/* beginning of the reply; empty unless
				 * intake_begin was called with KEEP */
	struct buf page;	/* beginning of a reply that may come from
				 * another server */
	size_t error_len;	/* number of bytes that have arrived, counted
				 * only if the HTTP status is not 200 */
	size_t blanks;		/* bytes of leading white space that we have
				 * skipped */
	bool any;		/* we have read something other than white
				 * space */
	bool begun;		/* the HTTP status is 200, and the root is that
				 * of a reply to the action or of an error */
	bool foreign;		/* the reply neither answers the action nor is
				 * an error in EC2's format */
	bool unreadable;	/* the parser failed, so we ignore the tree that
				 * it began */
};

/* Prepares IN.  FN gets each item of a reply whose HTTP status is 200.  If FN
 * fails, the intake stops reading the reply. */
int intake_init(struct intake *in, item_fn *fn, void *ctx, struct err *err);
void intake_release(struct intake *in);

/* Makes the intake wipe memory before freeing it. */
void intake_secret(struct intake *in);

/* Call intake_begin before you send a request for ACTION.  ITEMS is the path of
 * the reply's items, as for item_new, or NULL if the reply has no items.  Both
 * strings must stay valid until the reply ends.  If KEEP, intake_feed keeps the
 * beginning of the reply in `body`. */
int intake_begin(struct intake *in, const char *action, const char *items,
		 bool keep, struct err *err);

/* Takes the next chunk of a reply's body.  After a failure, call intake_end,
 * which reports the reason. */
int intake_feed(struct intake *in, long status, const char *data, size_t len,
		struct err *err);

/* Ends the reply and returns its kind.  For INTAKE_ERROR, fills ERROR, whose
 * strings are valid until intake_begin or intake_drop.  For INTAKE_BROKEN and
 * INTAKE_FOREIGN, sets WHY to the reason. */
enum intake_kind intake_end(struct intake *in, const struct http_reply *reply,
			    struct reply_error *error, struct err *why);

/* intake_memory returns how many bytes of memory the parsed reply takes.
 * intake_drop frees this memory. */
size_t intake_memory(const struct intake *in);
void intake_drop(struct intake *in);

/* Returns whether the reply has a namespace other than EC2's for VERSION of the
 * API.  Returns false if the reply has no namespace.  EC2 answers in the
 * version that the request names.  Imitations of EC2 often answer in one fixed
 * version. */
bool intake_is_imitated(const struct intake *in, const char *version);

/* Returns the reply's root element without its items, or NULL before the root
 * has arrived.  The pointer is valid until intake_begin or intake_drop. */
const struct node *intake_root(const struct intake *in);

#endif

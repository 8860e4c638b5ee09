/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads a reply as small trees, one outermost item at a time.
 *
 * Rows are made from a tree: EC2's XML may have a parent's columns after its
 * children, and elements in any order.  But only one item of the reply's list
 * is held, in an arena that is reset when the item's rows have been made.  What
 * is beside the list (requestId, nextToken, return) is kept until the reply
 * ends.  Spellings of other years and other clouds are read as today's: see
 * spelling.h.
 */
#ifndef ITEM_H
#define ITEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "reply/node.h"

/* Most bytes of one item, of all elements beside the items, and of one
 * element's text.  A reply with more fails as ERR_LIMIT. */
enum {
	ITEM_MAX = 64 * 1024 * 1024,
	ITEM_BESIDE_MAX = 1024 * 1024,
	ITEM_TEXT_MAX = 1024 * 1024,
};

/* Called with each item when its element has closed.  The item and all below it
 * are gone after the call.  The callee may read the item's parents too. */
typedef int item_fn(void *ctx, const struct node *item, struct err *err);

struct item;

/* PATH says which elements are items, from below the root, as in
 * "reservationSet/item"; "" is the root itself.  The caller frees. */
int item_new(struct item **out, const char *path, item_fn *fn, void *ctx,
	     struct err *err);
void item_free(struct item *it);

/* Makes the reader wipe its memory before it frees it. */
void item_secret(struct item *it);

/* Starts over with a new reply, whose items lie at PATH. */
int item_reset(struct item *it, const char *path, struct err *err);

/* Parses the next chunk; see xml_feed for failures. */
int item_feed(struct item *it, const char *data, size_t len,
	      struct err *err);

/* Ends the reply; fails unless it was whole. */
int item_finish(struct item *it, struct err *err);

/* The root, without the items, or NULL before it has come.  Valid until
 * item_reset or item_free. */
const struct node *item_root(const struct item *it);

/* The URI of the root's namespace; see xml_namespace. */
const char *item_namespace(const struct item *it);

/* Bytes of memory that the reply under way needs. */
size_t item_held(const struct item *it);

/* The first element at PATH ("a/b") below NODE, or NULL.  "" is NODE. */
const struct node *item_find(const struct node *node, const char *path);

/* The next element beside NODE with the same name, or NULL. */
const struct node *item_next(const struct node *node);

/* The name of the first element on PATH below NODE that occurs twice, so that
 * it is unknown which one counts; NULL if each occurs once.  Elements named
 * `item` may repeat. */
const char *item_doubled(const struct node *node, const char *path);

/* Calls FN with FIRST, which is not the root, and each later element of the
 * same name and parent.  Removes an element from the tree if FN clears
 * *KEEP. */
typedef int item_keep_fn(void *ctx, const struct node *node, bool *keep,
			 struct err *err);
int item_keep(const struct node *first, item_keep_fn *fn, void *ctx,
	      struct err *err);

/* The text at PATH below NODE, or NULL when there is no such element. */
const char *item_text(const struct node *node, const char *path);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads a reply item by item, and makes a tree of each outermost item.
 *
 * Rows need a tree, since EC2's XML may have a parent's columns after its
 * children, and elements in any order.  The reader keeps one item of the
 * reply's list at a time.  The reader keeps the elements outside the list
 * (requestId, nextToken, return) until the next reply.  The reader also
 * translates the names that older versions of the API and other clouds use
 * (spelling.h).
 */
#ifndef ITEM_H
#define ITEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "reply/node.h"

/* Limits in bytes: of one item, of all elements outside the items, and of one
 * element's text.  A reply that exceeds a limit fails with ERR_LIMIT. */
enum {
	ITEM_MAX = 64 * 1024 * 1024,
	ITEM_ENVELOPE_MAX = 1024 * 1024,
	ITEM_TEXT_MAX = 1024 * 1024,
};

/* The reader calls this function with each item when the item's element has
 * closed.  The item is freed after the call, unless it is the root.  The callee
 * may also read the item's parents. */
typedef int item_fn(void *ctx, const struct node *item, struct err *err);

struct item;

/* PATH is the path of the items below the root, such as "reservationSet/item";
 * "" means that the root is the item.  PATH must stay valid until item_reset or
 * item_free.  The caller frees *OUT. */
int item_new(struct item **out, const char *path, item_fn *fn, void *ctx,
	     struct err *err);
void item_free(struct item *it);

/* Makes the reader wipe memory before freeing it. */
void item_secret(struct item *it);

/* Starts over with a new reply, whose items are at PATH. */
int item_reset(struct item *it, const char *path, struct err *err);

/* Parses the next chunk.  After a failure, further calls return the same
 * failure. */
int item_feed(struct item *it, const char *data, size_t len, struct err *err);

/* Ends the reply.  Fails if the reply is incomplete. */
int item_finish(struct item *it, struct err *err);

/* Returns the root without the items, or NULL before the root has arrived.  The
 * pointer is valid until item_reset or item_free. */
const struct node *item_root(const struct item *it);

/* Returns the URI of the root's namespace, as xml_namespace does. */
const char *item_namespace(const struct item *it);

/* Returns how many bytes of memory the current reply takes. */
size_t item_memory(const struct item *it);

/* Returns the first element at PATH, such as "a/b", below NODE, or NULL.  The
 * path "" is NODE itself. */
const struct node *item_find(const struct node *node, const char *path);

/* Returns the next sibling of NODE with the same name, or NULL. */
const struct node *item_next(const struct node *node);

/* Returns the name of the first element on PATH below NODE that occurs twice.
 * Returns NULL if no element occurs twice.  Elements named `item` may
 * repeat. */
const char *item_doubled(const struct node *node, const char *path);

/* FIRST is the first element of its name, and not the root.  Calls FN with
 * FIRST and with each later sibling of the same name.  Removes an element from
 * the tree if FN sets *KEEP to false. */
typedef int item_keep_fn(void *ctx, const struct node *node, bool *keep,
			 struct err *err);
int item_keep(const struct node *first, item_keep_fn *fn, void *ctx,
	      struct err *err);

/* Returns the text at PATH below NODE, or NULL if no element is there. */
const char *item_text(const struct node *node, const char *path);

#endif

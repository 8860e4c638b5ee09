/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/item.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "reply/spelling.h"
#include "reply/xml.h"

/* Between replies, we free a text buffer of more than this many bytes. */
enum { TEXT_KEPT_MAX = 64 * 1024 };

struct item {
	struct xml *xml;
	const char *path;
	item_fn *fn;
	void *ctx;
	struct arena envelope;	/* elements that are neither an item nor in an
				 * item, such as the root of a list */
	struct arena inside;	/* the item that is being read */
	struct node *root;
	struct node *at;	/* the innermost open element */
	struct node *open_item;	/* the item that contains `at`, or NULL */
	struct node *list;	/* the parent of the last item, or NULL */
	struct node *before;	/* the sibling before the open item, or NULL if
				 * the item is its parent's first child */
	struct buf text;	/* text that we have read of the open element */
};

/* Returns whether NAME is the first part of PATH.  If so, sets *REST to the
 * part after NAME and the slash. */
static bool match_first(const char *path, const char *name, const char **rest)
{
	while (*name && *name == *path) {
		name++;
		path++;
	}
	if (*name || (*path && *path != '/'))
		return false;
	*rest = *path ? path + 1 : path;
	return true;
}

const struct node *item_find(const struct node *node, const char *path)
{
	while (node && *path) {
		node = node->first;
		while (node && !match_first(path, node->name, &path))
			node = node->next;
	}
	return node;
}

const struct node *item_next(const struct node *node)
{
	for (const struct node *n = node->next; n; n = n->next)
		if (strcmp(n->name, node->name) == 0)
			return n;
	return NULL;
}

const char *item_doubled(const struct node *node, const char *path)
{
	while (node && *path) {
		node = node->first;
		while (node && !match_first(path, node->name, &path))
			node = node->next;
		if (node && strcmp(node->name, "item") != 0 && item_next(node))
			return node->name;
	}
	return NULL;
}

int item_keep(const struct node *first, item_keep_fn *fn, void *ctx,
	      struct err *err)
{
	struct node *parent = first->parent, *before = NULL;

	for (struct node *n = parent->first; n; n = n->next) {
		bool keep = true;

		if (strcmp(n->name, first->name) == 0 && fn(ctx, n, &keep, err))
			return -1;
		if (keep) {
			before = n;
			continue;
		}
		if (before)
			before->next = n->next;
		else
			parent->first = n->next;
		if (parent->last == n)
			parent->last = before;
	}
	return 0;
}

const char *item_text(const struct node *node, const char *path)
{
	node = item_find(node, path);
	return node ? node->text : NULL;
}

/* Shortens *LEN, the length of PATH, by the last part of PATH and the slash
 * before it.  Returns false if the last part is not NAME. */
static bool strip_last(const char *path, size_t *len, const char *name)
{
	size_t n = strlen(name);

	if (*len < n || memcmp(path + *len - n, name, n) != 0)
		return false;
	*len -= n;
	if (!*len)
		return true;
	return path[--*len] == '/';
}

/* Returns whether a new element NAME below the open element is an item.  NAME
 * is an item if the path from the root's child to NAME equals the path of
 * items.  Call begins_item only while no item is open. */
static bool begins_item(const struct item *it, const char *name)
{
	const struct node *node = it->at;
	size_t len = strlen(it->path);

	if (!node)
		return !len;
	if (!len || !strip_last(it->path, &len, name))
		return false;
	for (; node->parent; node = node->parent)
		if (!len || !strip_last(it->path, &len, node->name))
			return false;
	return !len;
}

static struct node *node_new(struct arena *arena, const char *name)
{
	struct node *node = arena_alloc(arena, sizeof(*node));

	if (!node)
		return NULL;
	*node = (struct node){ .name = name, .text = "" };
	return node;
}

/* Sets ERR after an allocation from ARENA has failed. */
static int no_room(const struct item *it, const struct arena *arena,
		   struct err *err)
{
	if (!arena->full)
		return err_memory(err);
	if (arena == &it->inside)
		return err_limit(err, "reply: one item larger than %d MiB",
				 ITEM_MAX / 1024 / 1024);
	return err_limit(err, "reply: the part outside its items is larger "
			 "than %d MiB", ITEM_ENVELOPE_MAX / 1024 / 1024);
}

static int begin_element(void *ctx, const char *name, struct err *err)
{
	struct item *it = ctx;
	bool begins = !it->open_item && begins_item(it, spelling_name(name));
	struct arena *arena = it->open_item || begins ? &it->inside
						      : &it->envelope;
	struct node *node = node_new(arena, spelling_name(name));

	if (!node)
		return no_room(it, arena, err);
	if (begins) {
		it->open_item = node;
		it->before = it->at ? it->at->last : NULL;
	}
	if (it->at)
		node_append(it->at, node);
	if (!it->root)
		it->root = node;
	it->at = node;
	buf_clear(&it->text);
	return 0;
}

static int add_text(void *ctx, const char *text, size_t len, struct err *err)
{
	struct item *it = ctx;

	/* An element with children has no text of its own.  The only text is
	 * white space between the children. */
	if (it->at->first)
		return 0;
	buf_append(&it->text, text, len);
	if (!it->text.failed)
		return 0;
	if (!it->text.full)
		return err_memory(err);
	return err_limit(err, "reply: text of an element longer than %d MiB",
			 ITEM_TEXT_MAX / 1024 / 1024);
}

static struct arena *arena_of(struct item *it)
{
	return it->open_item ? &it->inside : &it->envelope;
}

/* Stores the text of the open element, unless it has children or contained an
 * item. */
static int keep_text(struct item *it, struct err *err)
{
	struct arena *arena = arena_of(it);
	const char *text = it->text.data;
	size_t len = it->text.len;

	if (it->at->first || it->at == it->list || !len)
		return 0;
	spelling_trim(it->at, &text, &len);
	it->at->text = arena_strndup(arena, text, len);
	it->at->text_len = len;
	return it->at->text ? 0 : no_room(it, arena, err);
}

/* Removes the item, which is PARENT's last child, and all elements below it.
 * The field `before` saves a search for the sibling before the item. */
static void drop_item(struct item *it, struct node *parent)
{
	parent->last = it->before;
	if (it->before)
		it->before->next = NULL;
	else
		parent->first = NULL;
}

static int end_element(void *ctx, const char *name, struct err *err)
{
	struct item *it = ctx;
	struct node *node = it->at;

	if (keep_text(it, err))
		return -1;
	if (spelling_mend(node, arena_of(it)))
		return no_room(it, arena_of(it), err);
	buf_clear(&it->text);
	it->at = node->parent;
	if (node != it->open_item)
		return 0;
	if (it->fn(it->ctx, node, err))
		return -1;
	it->open_item = NULL;
	/* Keep an item that is the root, since item_root returns it later. */
	if (!node->parent)
		return 0;
	it->list = node->parent;
	drop_item(it, node->parent);
	arena_reset(&it->inside);
	return 0;
}

static const struct xml_handler handler = { begin_element, add_text,
					    end_element };

int item_new(struct item **out, const char *path, item_fn *fn, void *ctx,
	     struct err *err)
{
	struct item *it = calloc(1, sizeof(*it));

	if (!it)
		return err_memory(err);
	it->path = path;
	it->fn = fn;
	it->ctx = ctx;
	it->inside.max = ITEM_MAX;
	it->envelope.max = ITEM_ENVELOPE_MAX;
	it->text.max = ITEM_TEXT_MAX;
	if (xml_new(&it->xml, &handler, it, err)) {
		free(it);
		return -1;
	}
	*out = it;
	return 0;
}

void item_free(struct item *it)
{
	if (!it)
		return;
	xml_free(it->xml);
	arena_release(&it->envelope);
	arena_release(&it->inside);
	buf_release(&it->text);
	free(it);
}

void item_secret(struct item *it)
{
	it->inside.secret = it->envelope.secret = it->text.secret = true;
}

int item_reset(struct item *it, const char *path, struct err *err)
{
	it->path = path;
	it->root = it->at = it->open_item = it->list = NULL;
	it->before = NULL;
	arena_reset(&it->envelope);
	arena_reset(&it->inside);
	buf_clear(&it->text);
	if (it->text.cap > TEXT_KEPT_MAX)
		buf_release(&it->text);
	return xml_reset(it->xml, err);
}

int item_feed(struct item *it, const char *data, size_t len, struct err *err)
{
	return xml_feed(it->xml, data, len, err);
}

const char *item_namespace(const struct item *it)
{
	return xml_namespace(it->xml);
}

int item_finish(struct item *it, struct err *err)
{
	return xml_finish(it->xml, err);
}

size_t item_memory(const struct item *it)
{
	return it->inside.used + it->envelope.used + it->text.len +
	       xml_memory(it->xml);
}

const struct node *item_root(const struct item *it)
{
	return it->root;
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/spelling.h"

#include <stdbool.h>
#include <string.h>

static const struct {
	const char *sent, *name;
} names[] = {
	{ "productCodesSet", "productCodes" },	/* sent by EC2 from 2006 to 2007,
						 * and by Nova */
	{ "shutdownState", "currentState" },	/* sent by EC2 until 2009 */
	{ "regionUrl", "regionEndpoint" },	/* sent by EC2 from 2008 to 2009 */
};

/* Elements whose text a user or an instance wrote.  The text may begin or end
 * with a blank.  If `is_name`, the text is a name; a line break at either end
 * of a name is layout and does not belong to the name.  A NULL parent means any
 * parent. */
static const struct {
	const char *parent, *name;
	bool is_name;
} exact[] = {
	{ NULL, "description" },
	{ NULL, "groupDescription" },
	{ NULL, "groupName", true },
	{ NULL, "imageLocation", true },
	{ NULL, "key" },		/* key of a tag */
	{ NULL, "keyName", true },
	{ NULL, "output" },		/* console output */
	{ "description", "value" },
	{ "item", "name", true },	/* name of an image */
	{ "item", "value" },		/* value of a tag */
	{ "userData", "value" },
};

const char *spelling_name(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name, names[i].sent) == 0)
			return names[i].name;
	return name;
}

/* Returns whether to keep the white space around NODE's text.  BROKEN says
 * whether the white space contains a line break. */
static bool is_exact(const struct node *node, bool broken)
{
	const char *parent = node->parent ? node->parent->name : "";

	for (size_t i = 0; i < sizeof(exact) / sizeof(*exact); i++)
		if (strcmp(node->name, exact[i].name) == 0 &&
		    (!exact[i].parent || strcmp(parent, exact[i].parent) == 0))
			return !(broken && exact[i].is_name);
	return false;
}

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void spelling_trim(const struct node *node, const char **text, size_t *len)
{
	const char *p = *text;
	size_t n = *len;
	bool broken = false;

	if (!n || (!is_white(p[0]) && !is_white(p[n - 1])))
		return;
	for (; n && is_white(p[n - 1]); n--)
		broken = broken || p[n - 1] == '\n';
	for (; n && is_white(*p); p++, n--)
		broken = broken || *p == '\n';
	if (is_exact(node, broken))
		return;
	*text = p;
	*len = n;
}

static struct node *add_child(struct node *parent, const char *name,
			      struct arena *arena)
{
	struct node *node = arena_alloc(arena, sizeof(*node));

	if (!node)
		return NULL;
	*node = (struct node){ .name = name, .text = "" };
	node_append(parent, node);
	return node;
}

/* Moves NODE's own text to a new child NAME. */
static int text_to_child(struct node *node, const char *name,
			 struct arena *arena)
{
	struct node *child = add_child(node, name, arena);

	if (!child)
		return -1;
	child->text = node->text;
	child->text_len = node->text_len;
	node->text = "";
	node->text_len = 0;
	return 0;
}

static struct node *child_of(const struct node *node, const char *name)
{
	struct node *child = node->first;

	while (child && strcmp(child->name, name) != 0)
		child = child->next;
	return child;
}

/* Adds the type "devpay" to a product code without a type.  Replies without
 * types date from a time when "devpay" was the only type. */
static int add_type(struct node *item, struct arena *arena)
{
	static const char devpay[] = "devpay";
	struct node *type = child_of(item, "type");

	if (!type)
		type = add_child(item, "type", arena);
	if (!type)
		return -1;
	if (!*type->text) {
		type->text = devpay;
		type->text_len = strlen(devpay);
	}
	return 0;
}

/* Puts NODE, a former child of LIST, back into LIST as an item.  Drops NODE if
 * NODE has no code.  For a `productCode` outside an item, makes an item and
 * sets *OPEN to that item.  Puts a `type` outside an item into *OPEN, or drops
 * the `type` if *OPEN is NULL. */
static int add_code(struct node *list, struct node *node, struct node **open,
		    struct arena *arena)
{
	const struct node *code;

	if (strcmp(node->name, "productCode") == 0) {
		*open = add_child(list, "item", arena);
		if (!*open)
			return -1;
		node_append(*open, node);
		return 0;
	}
	if (strcmp(node->name, "type") == 0) {
		if (*open)
			node_append(*open, node);
		return 0;
	}
	*open = NULL;
	if (!node->first && *node->text &&
	    text_to_child(node, "productCode", arena))
		return -1;
	code = child_of(node, "productCode");
	if (!code || !*code->text)
		return 0;
	node->name = "item";
	node_append(list, node);
	return 0;
}

static int mend_state(struct node *state, struct arena *arena)
{
	return state->first || !*state->text
		       ? 0 : text_to_child(state, "name", arena);
}

/* Returns whether the element NAME belongs below `ebs`.  Some clouds put these
 * elements beside the device's name instead. */
static bool is_of_ebs(const char *name)
{
	static const char *const known[] = {
		"snapshotId", "volumeSize", "volumeId", "volumeType",
		"deleteOnTermination", "encrypted", "iops", "status",
		"attachTime",
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(name, known[i]) == 0)
			return true;
	return false;
}

static int mend_devices(struct node *list, struct arena *arena)
{
	struct node *child = list->first, *next, *item, *ebs = NULL;

	if (!child_of(list, "deviceName") || child_of(list, "item"))
		return 0;
	list->first = list->last = NULL;
	item = add_child(list, "item", arena);
	if (!item)
		return -1;
	for (; child; child = next) {
		next = child->next;
		if (!is_of_ebs(child->name)) {
			node_append(item, child);
			continue;
		}
		if (!ebs)
			ebs = add_child(item, "ebs", arena);
		if (!ebs)
			return -1;
		node_append(ebs, child);
	}
	return 0;
}

static int mend_codes(struct node *node, struct arena *arena)
{
	struct node *child = node->first, *next, *open = NULL;

	node->first = node->last = NULL;
	if (!child && *node->text && text_to_child(node, "productCode", arena))
		return -1;
	if (!child) {
		child = node->first;
		node->first = node->last = NULL;
	}
	for (; child; child = next) {
		next = child->next;
		if (add_code(node, child, &open, arena))
			return -1;
	}
	for (child = node->first; child; child = child->next)
		if (add_type(child, arena))
			return -1;
	return 0;
}

/* Removes empty items.  Nova lists an empty item for a volume that is not
 * attached. */
static int mend_attachments(struct node *list, struct arena *arena)
{
	struct node *child = list->first, *next;

	(void)arena;
	list->first = list->last = NULL;
	for (; child; child = next) {
		next = child->next;
		if (child->first || *child->text)
			node_append(list, child);
	}
	return 0;
}

int spelling_mend(struct node *node, struct arena *arena)
{
	static const struct {
		const char *name;
		int (*mend)(struct node *node, struct arena *arena);
	} forms[] = {
		{ "productCodes", mend_codes },
		{ "currentState", mend_state },
		{ "previousState", mend_state },
		{ "instanceState", mend_state },
		{ "blockDeviceMapping", mend_devices },
		{ "attachmentSet", mend_attachments },
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (strcmp(node->name, forms[i].name) == 0)
			return forms[i].mend(node, arena);
	return 0;
}

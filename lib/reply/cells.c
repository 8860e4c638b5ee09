/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/cells.h"

#include <string.h>

#include "base/ascii.h"
#include "base/codec.h"
#include "reply/item.h"
#include "reply/reply.h"

void cells_check_single(struct cells *c, const struct node *node,
			const char *path)
{
	const char *name = item_doubled(node, path);

	if (!name || c->doubted)
		return;
	c->doubted = true;
	(void)err_doubt(c->doubt, "could not tell: the reply has <%.64s> "
			"twice", name);
}

void cells_doubt(struct cells *c, const struct node *node, const char *words)
{
	const struct node *list = node->parent ? node->parent : node;

	if (c->doubted)
		return;
	c->doubted = true;
	(void)err_doubt(c->doubt, "could not tell: an item of <%.64s> %s",
			list->name, words);
}

/* Returns the text at PATH, a single path without "|".  Notes a doubt if an
 * element on PATH occurs twice. */
static const char *single_text(struct cells *c, const struct node *node,
			       const char *path)
{
	const char *text = item_text(node, path);

	if (text)
		cells_check_single(c, node, path);
	return text;
}

/* Returns the text at PATH, or the request's parameter NAME if PATH is
 * "@NAME". */
static const char *text_or_parameter(struct cells *c, const struct node *node,
				     const char *path)
{
	return *path == '@' ? params_get(c->plan->request, path + 1)
			    : single_text(c, node, path);
}

const char *cells_text_at(struct cells *c, const struct node *node,
			  const char *path)
{
	const char *bar = strchr(path, '|');
	char one[128];

	for (; bar; bar = strchr(path, '|')) {
		size_t len = (size_t)(bar - path);
		const char *text;

		if (len >= sizeof(one))
			return NULL;
		memcpy(one, path, len);
		one[len] = '\0';
		text = text_or_parameter(c, node, one);
		if (text)
			return text;
		path = bar + 1;
	}
	return text_or_parameter(c, node, path);
}

/* Returns the last child of NODE that has text, or NULL if no child has text.
 * This child names an account, group or organization that has a permission.
 * Notes a doubt unless exactly one child has text. */
static const struct node *entity_of(struct cells *c, const struct node *node)
{
	const struct node *entity = NULL;

	for (const struct node *n = node->first; n; n = n->next) {
		if (!*n->text)
			continue;
		if (entity)
			cells_doubt(c, node, "names two accounts or groups");
		entity = n;
	}
	if (!entity)
		cells_doubt(c, node, "names no account or group");
	return entity;
}

/* Appends the name of NODE's child with text.  Makes the first letter lower
 * case, so that the parameter `Group` and the element `group` give the same
 * name.  Notes a doubt if an element of a reply has an unknown name. */
static void name_of(struct cells *c, const struct node *node)
{
	static const char *const known[] = {
		"group", "userId", "organizationArn", "organizationalUnitArn",
	};
	const struct node *entity = entity_of(c, node);
	const char *name = entity ? entity->name : known[0];

	buf_putc(&c->scratch, ascii_lower(*name));
	buf_puts(&c->scratch, name + 1);
	/* A node without a parent is a parameter, which the command checked
	 * earlier. */
	if (!node->parent)
		return;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i] + 1, name + 1) == 0 &&
		    known[i][0] == ascii_lower(*name))
			return;
	cells_doubt(c, node, "names neither an account, a group nor an "
		    "organization");
}

/* Appends a block device mapping, such as "sdb: ephemeral0" or "sdb:
 * snap-1a2b3c4d:8:true:N/A".  Notes a doubt if the mapping has no device name,
 * or maps the device to nothing. */
static void device_of(struct cells *c, const struct node *node)
{
	static const char *const parts[] = {
		"ebs/snapshotId", "ebs/volumeSize", "ebs/deleteOnTermination",
		"ebs/iops",
	};
	struct buf *b = &c->scratch;
	const char *name = single_text(c, node, "deviceName");
	const char *virtual = single_text(c, node, "virtualName");

	if (!name)
		cells_doubt(c, node, "has no device name");
	if (!virtual && !item_find(node, "ebs") && !item_find(node, "noDevice"))
		cells_doubt(c, node, "maps its device to nothing");
	buf_puts(b, name ? name : "");
	buf_puts(b, ": ");
	if (virtual || item_find(node, "noDevice")) {
		buf_puts(b, virtual ? virtual : "none");
		return;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		const char *text = single_text(c, node, parts[i]);

		if (i)
			buf_putc(b, ':');
		buf_puts(b, text ? text : i == 3 ? "N/A" : "");
	}
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void put_string(struct buf *b, const char *text)
{
	buf_append(b, text ? text : "", (text ? strlen(text) : 0) + 1);
}

/* Appends the product codes at PATH, each with its type.  Skips a code that
 * equals the previous one and has the same type. */
static void codes_of(struct cells *c, struct buf *b, const struct node *node,
		     const char *path)
{
	const char *last_type = NULL, *last_code = NULL;
	bool any = false;

	cells_check_single(c, node, path);
	for (node = item_find(node, path); node; node = item_next(node)) {
		const char *type = single_text(c, node, "type");
		const char *code = single_text(c, node, "productCode");

		if (any && is_same(type, last_type) && is_same(code, last_code))
			continue;
		any = true;
		last_type = type;
		last_code = code;
		put_string(b, type);
		put_string(b, code);
	}
}

/* NAMES is a list such as "a|b" of elements below NODE.  Returns the text of
 * the first element that is not empty, or NULL. */
static const char *first_filled(struct cells *c, const struct node *node,
				const char *names)
{
	char one[64];

	for (size_t len; *names; names += len + (names[len] == '|')) {
		const char *text;

		len = strcspn(names, "|");
		if (len >= sizeof(one))
			return NULL;
		memcpy(one, names, len);
		one[len] = '\0';
		text = single_text(c, node, one);
		if (text && *text)
			return text;
	}
	return NULL;
}

/* Appends the texts of all elements at PATH, each followed by a NUL.  In the
 * path "a/item/b|c", the text of an item is the first of b and c that is not
 * empty.  Skips an empty text, and a text that equals the previous one. */
static void append_joined(struct cells *c, struct buf *b,
			  const struct node *node, const char *path)
{
	const char *item = strstr(path, "item/"), *before = NULL;
	size_t len = item ? (size_t)(item - path) + 4 : 0;
	char list[128];

	if (!len || len >= sizeof(list))
		return;
	memcpy(list, path, len);
	list[len] = '\0';
	cells_check_single(c, node, list);
	for (node = item_find(node, list); node; node = item_next(node)) {
		const char *text = first_filled(c, node, item + 5);

		if (!text || is_same(text, before))
			continue;
		before = text;
		put_string(b, text);
	}
}

/* Appends a time as 2026-07-01T12:34:56+0000.  Appends any other text
 * unchanged. */
static void time_of(struct buf *b, const char *text)
{
	char shown[CODEC_EXTENDED_SIZE];
	struct err ignored;
	time_t t;

	if (!text || codec_time_parse(text, &t, &ignored)) {
		buf_puts(b, text ? text : "");
		return;
	}
	codec_time_extended(t, shown);
	buf_append(b, shown, CODEC_EXTENDED_SIZE - 2);
	buf_puts(b, "+0000");
}

/* Decodes base64 and appends the result.  Appends any other text unchanged. */
static void decode_base64(struct buf *b, const char *text)
{
	struct buf bytes = { 0 };
	struct err ignored;

	if (!text)
		return;
	if (codec_base64_decode(&bytes, text, strlen(text), &ignored) == 0)
		buf_append(b, buf_str(&bytes), bytes.len);
	else if (bytes.failed)
		b->failed = true;
	else
		buf_puts(b, text);
	buf_release(&bytes);
}

/* Returns YES or NO for a boolean TEXT, and any other TEXT unchanged. */
static const char *either_of(const char *text, const char *yes, const char *no)
{
	enum reply_truth truth = reply_boolean(text);

	if (truth == REPLY_MISSING)
		return text;
	return truth == REPLY_TRUE ? yes : no;
}

/* WORDS are two words with a bar between them.  Appends the first word if
 * FIRST, else the second word. */
static void put_word(struct buf *b, bool first, const char *words)
{
	size_t len = strcspn(words, "|");

	if (first)
		buf_append(b, words, len);
	else
		buf_puts(b, words + len + 1);
}

/* Appends FORM, such as "{deviceName}={ebs/volumeId}".  Replaces each path in
 * braces with the text at that path. */
static void form_of(struct cells *c, const struct node *node, const char *form)
{
	char path[64];

	for (; *form; form++) {
		const char *end = *form == '{' ? strchr(form, '}') : NULL;
		size_t len = end ? (size_t)(end - form) - 1 : sizeof(path);
		const char *text;

		if (len >= sizeof(path)) {
			buf_putc(&c->scratch, *form);
			continue;
		}
		memcpy(path, form + 1, len);
		path[len] = '\0';
		text = single_text(c, node, path);
		buf_puts(&c->scratch, text ? text : "");
		form = end;
	}
}

/* Appends the text that the plan's `decode` makes of TEXT.  Appends nothing if
 * the plan has no `decode`. */
static void append_decoded(struct cells *c, const char *text)
{
	struct err why = { 0 };

	if (!text || !*text || !c->plan->decode || c->doubted ||
	    c->plan->decode(c->plan->decode_ctx, text, &c->scratch, &why) == 0)
		return;
	c->doubted = true;
	(void)err_doubt(c->doubt, "%s", why.text);
}

/* Appends the texts of a list.  If the column's kind is a list, ends each text
 * with a NUL.  If the kind is a string, appends one text that joins them. */
static void list_of(struct cells *c, const struct row_column *column,
		    const struct node *node)
{
	const bool codes = column->cell.source == ROW_CODES;
	const struct column as = {
		.kind = codes ? COLUMN_CODES : COLUMN_LIST,
	};
	struct cell cell = { .column = &as };
	struct buf list = { 0 }, *b = &c->scratch;
	struct buf *to = column->column.kind == COLUMN_STRING ? &list : b;

	if (codes)
		codes_of(c, to, node, column->cell.text);
	else
		append_joined(c, to, node, column->cell.text);
	cell.text = buf_str(&list);
	cell.len = list.len;
	cell_text(b, &cell);
	b->failed = b->failed || list.failed;
	buf_release(&list);
}

static void compose_cell(struct cells *c, const struct row_column *column,
			 const struct node *node)
{
	const struct row_cell *cell = &column->cell;
	const char *text;

	if (cell->pick)
		node = cell->pick(node);
	switch (cell->source) {
	case ROW_NAME:
		name_of(c, node);
		break;
	case ROW_DEVICE:
		device_of(c, node);
		break;
	case ROW_CODES:
	case ROW_JOINED:
		list_of(c, column, node);
		break;
	case ROW_TIME:
		time_of(&c->scratch,
			node ? single_text(c, node, cell->text) : NULL);
		break;
	case ROW_WHETHER:
		put_word(&c->scratch, node != NULL, cell->text);
		break;
	case ROW_BASE64:
		decode_base64(&c->scratch, single_text(c, node, cell->text));
		break;
	case ROW_FORM:
		form_of(c, node, cell->text);
		break;
	case ROW_DECODED:
		append_decoded(c, single_text(c, node, cell->text));
		break;
	case ROW_MONITORING:
		text = single_text(c, node, cell->text);
		if (text)
			buf_printf(&c->scratch, "monitoring-%s", text);
		break;
	default:
		break;
	}
}

static const char *value_of(struct cells *c, const struct node *node)
{
	const struct node *entity = entity_of(c, node);

	return entity ? entity->text : NULL;
}

/* Does the same as cells_text, but ignores the field `shown`. */
static const char *cell_source(struct cells *c, const struct row *row, size_t i,
			       const struct cells_place *at, bool *made)
{
	const struct row_cell *cell = &row->columns[i].cell;

	*made = false;
	switch (cell->source) {
	case ROW_LITERAL:
		return cell->text;
	case ROW_PATH:
		return cells_text_at(c, at->node, cell->text);
	case ROW_ABOVE:
	case ROW_ABOVE_TYPE:
		return at->above ? at->above[i] : NULL;
	case ROW_REQUEST:
		return params_get(c->plan->request, cell->text);
	case ROW_VALUE:
		return value_of(c, at->node);
	case ROW_BOOLEAN:
		return either_of(cells_text_at(c, at->node, cell->text), "true",
				 "false");
	case ROW_ACCESS:
		return either_of(single_text(c, at->node, cell->text),
				 "public", "private");
	case ROW_EMPTY:
	case ROW_END_OF_CELLS:
		return NULL;
	default:
		*made = true;
		compose_cell(c, &row->columns[i], at->node);
		return NULL;
	}
}

const char *cells_text(struct cells *c, const struct row *row, size_t i,
		       const struct cells_place *at, bool *made)
{
	const struct row_cell *cell = &row->columns[i].cell;
	const char *text = cell_source(c, row, i, at, made);
	const char *when = cell->when ? cell->when : "";

	if (*made || !cell->shown || strcmp(text ? text : "", when) != 0)
		return text;
	return cell->shown;
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/row.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/codec.h"
#include "reply/element.h"
#include "reply/reply.h"
#include "reply/restype.h"

/* What the rows of one item are made with. */
struct maker {
	const struct params *request;
	const char *attribute;	/* that it asks for, or NULL */
	const struct row_plan *plan;
	bool visible_only;
	row_fn *fn;
	void *ctx;
	struct buf scratch;	/* text put together for one row's cells */
	struct err *doubt;	/* says so when what the item says is
				 * contradictory, or makes no sense */
	bool doubted;
	struct cell ids[ROW_IDS_MAX];	/* of the rows above */
	size_t ids_count;
};

/* The element a row stands for, and what its cells show of that of the row
 * above it. */
struct place {
	const struct node *node;
	const char *const *above;	/* by cell; NULL when there is none */
};

/* What can stand only once stands once. */
static void check_single(struct maker *m, const struct node *node,
			 const char *path)
{
	const char *name = item_doubled(node, path);

	if (!name || m->doubted)
		return;
	m->doubted = true;
	(void)err_doubt(m->doubt, "could not tell: the reply has <%.64s> "
			"twice", name);
}

static void doubt(struct maker *m, const struct node *node, const char *words)
{
	const struct node *list = node->parent ? node->parent : node;

	if (m->doubted)
		return;
	m->doubted = true;
	(void)err_doubt(m->doubt, "could not tell: an item of <%.64s> %s",
			list->name, words);
}

/* The text at PATH, which is one of those in "a|b". */
static const char *single_text(struct maker *m, const struct node *node,
			       const char *path)
{
	const char *text = item_text(node, path);

	if (text)
		check_single(m, node, path);
	return text;
}

/* The same, or the request's parameter where PATH is "@NAME". */
static const char *alternative(struct maker *m, const struct node *node,
			       const char *path)
{
	return *path == '@' ? params_get(m->request, path + 1)
			    : single_text(m, node, path);
}

static const char *text_at(struct maker *m, const struct node *node,
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
		text = alternative(m, node, one);
		if (text)
			return text;
		path = bar + 1;
	}
	return alternative(m, node, path);
}

/* The one child of NODE that has text: who may launch an image. */
static const struct node *entity_of(struct maker *m, const struct node *node)
{
	const struct node *entity = NULL;

	for (const struct node *n = node->first; n; n = n->next) {
		if (!*n->text)
			continue;
		if (entity)
			doubt(m, node, "names two accounts or groups");
		entity = n;
	}
	if (!entity)
		doubt(m, node, "names no account or group");
	return entity;
}

/* Its name as the rows show it: `Group`, a parameter, and `group`, an element,
 * are the same. */
static void name_of(struct maker *m, const struct node *node)
{
	static const char *const known[] = {
		"group", "userId", "organizationArn", "organizationalUnitArn",
	};
	const struct node *entity = entity_of(m, node);
	const char *name = entity ? entity->name : known[0];
	char first = *name >= 'A' && *name <= 'Z' ? (char)(*name + 32) : *name;

	buf_putc(&m->scratch, first);
	buf_puts(&m->scratch, name + 1);
	/* What the command line sends was checked before. */
	if (!node->parent)
		return;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i] + 1, name + 1) == 0 &&
		    known[i][0] == first)
			return;
	doubt(m, node, "names somebody of an unknown kind");
}

/* What a device is mapped to, in the original's form. */
static void device_of(struct maker *m, const struct node *node)
{
	static const char *const parts[] = {
		"ebs/snapshotId", "ebs/volumeSize", "ebs/deleteOnTermination",
		"ebs/iops",
	};
	struct buf *b = &m->scratch;
	const char *name = single_text(m, node, "deviceName");
	const char *virtual = single_text(m, node, "virtualName");

	if (!name)
		doubt(m, node, "has no device name");
	if (!virtual && !item_find(node, "ebs") &&
	    !item_find(node, "noDevice"))
		doubt(m, node, "maps its device to nothing");
	buf_puts(b, name ? name : "");
	buf_puts(b, ": ");
	if (virtual || item_find(node, "noDevice")) {
		buf_puts(b, virtual ? virtual : "none");
		return;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		const char *text = single_text(m, node, parts[i]);

		if (i)
			buf_putc(b, ':');
		buf_puts(b, text ? text : i == 3 ? "N/A" : "");
	}
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void element(struct buf *b, const char *text)
{
	buf_append(b, text ? text : "", (text ? strlen(text) : 0) + 1);
}

/* The product codes at PATH, each after the type that says whose it is.  One
 * that comes again at once is shown once. */
static void codes_of(struct maker *m, struct buf *b, const struct node *node,
		     const char *path)
{
	const char *last_type = NULL, *last_code = NULL;
	bool any = false;

	check_single(m, node, path);
	for (node = item_find(node, path); node; node = item_next(node)) {
		const char *type = single_text(m, node, "type");
		const char *code = single_text(m, node, "productCode");

		if (any && is_same(type, last_type) &&
		    is_same(code, last_code))
			continue;
		any = true;
		last_type = type;
		last_code = code;
		element(b, type);
		element(b, code);
	}
}

/* The first text that is not empty at one of NAMES, "a|b", below NODE; or
 * NULL. */
static const char *first_filled(struct maker *m, const struct node *node,
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
		text = single_text(m, node, one);
		if (text && *text)
			return text;
	}
	return NULL;
}

/* The texts at the end of PATH, of every element that repeats before it. */
static void joined(struct maker *m, struct buf *b, const struct node *node,
		   const char *path)
{
	const char *last = strrchr(path, '/'), *before = NULL;
	char list[128];

	if (!last || (size_t)(last - path) >= sizeof(list))
		return;
	memcpy(list, path, (size_t)(last - path));
	list[last - path] = '\0';
	check_single(m, node, list);
	for (node = item_find(node, list); node; node = item_next(node)) {
		const char *text = first_filled(m, node, last + 1);

		if (!text || is_same(text, before))
			continue;
		before = text;
		element(b, text);
	}
}

/* A time that cannot be read is shown as it came. */
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

/* What is not base64 is shown as it came. */
static void decoded(struct buf *b, const char *text)
{
	struct buf bytes = {0};
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

/* YES or NO for a boolean; another text is shown as it came. */
static const char *either_of(const char *text, const char *yes, const char *no)
{
	enum reply_truth truth = reply_boolean(text);

	if (truth == REPLY_MISSING)
		return text;
	return truth == REPLY_TRUE ? yes : no;
}

/* The first of two words, or what follows the bar. */
static void whether(struct buf *b, bool first, const char *words)
{
	size_t len = strcspn(words, "|");

	if (first)
		buf_append(b, words, len);
	else
		buf_puts(b, words + len + 1);
}

/* Parts of a form, as in "{deviceName}={ebs/volumeId}". */
static void form_of(struct maker *m, const struct node *node, const char *form)
{
	char path[64];

	for (; *form; form++) {
		const char *end = *form == '{' ? strchr(form, '}') : NULL;
		size_t len = end ? (size_t)(end - form) - 1 : sizeof(path);
		const char *text;

		if (len >= sizeof(path)) {
			buf_putc(&m->scratch, *form);
			continue;
		}
		memcpy(path, form + 1, len);
		path[len] = '\0';
		text = single_text(m, node, path);
		buf_puts(&m->scratch, text ? text : "");
		form = end;
	}
}

/* A text that the plan knows how to read. */
static void decode(struct maker *m, const char *text)
{
	struct err why = {0};

	if (!text || !*text || !m->plan->decode || m->doubted ||
	    m->plan->decode(m->plan->decode_ctx, text, &m->scratch, &why) == 0)
		return;
	m->doubted = true;
	(void)err_doubt(m->doubt, "%s", why.text);
}

/* A list, packed where the column is one, else as text. */
static void list_of(struct maker *m, const struct row_column *column,
		    const struct node *node)
{
	const bool codes = column->cell.source == ROW_CODES;
	const struct column as = {
		.kind = codes ? COLUMN_CODES : COLUMN_LIST,
	};
	struct cell cell = { .column = &as };
	struct buf list = {0}, *b = &m->scratch;
	struct buf *to = column->column.kind == COLUMN_STRING ? &list : b;

	if (codes)
		codes_of(m, to, node, column->cell.text);
	else
		joined(m, to, node, column->cell.text);
	cell.text = buf_str(&list);
	cell.len = list.len;
	cell_text(b, &cell);
	b->failed = b->failed || list.failed;
	buf_release(&list);
}

/* Puts a cell's text together in the scratch buffer. */
static void put_together(struct maker *m, const struct row_column *column,
			 const struct node *node)
{
	const struct row_cell *cell = &column->cell;
	const char *text;

	if (cell->pick)
		node = cell->pick(node);
	switch (cell->source) {
	case ROW_NAME:
		name_of(m, node);
		break;
	case ROW_DEVICE:
		device_of(m, node);
		break;
	case ROW_CODES:
	case ROW_JOINED:
		list_of(m, column, node);
		break;
	case ROW_TIME:
		time_of(&m->scratch,
			node ? single_text(m, node, cell->text) : NULL);
		break;
	case ROW_WHETHER:
		whether(&m->scratch, node != NULL, cell->text);
		break;
	case ROW_BASE64:
		decoded(&m->scratch, single_text(m, node, cell->text));
		break;
	case ROW_FORM:
		form_of(m, node, cell->text);
		break;
	case ROW_DECODED:
		decode(m, single_text(m, node, cell->text));
		break;
	case ROW_MONITORING:
		text = single_text(m, node, cell->text);
		if (text)
			buf_printf(&m->scratch, "monitoring-%s", text);
		break;
	default:
		break;
	}
}

static const char *value_of(struct maker *m, const struct node *node)
{
	const struct node *entity = entity_of(m, node);

	return entity ? entity->text : NULL;
}

/* A cell's text, or NULL.  What has to be put together is appended to the
 * scratch buffer and *MADE set: the buffer may still move. */
static const char *cell_source(struct maker *m, const struct row *row, size_t i,
			     const struct place *at, bool *made)
{
	const struct row_cell *cell = &row->columns[i].cell;

	*made = false;
	switch (cell->source) {
	case ROW_LITERAL:
		return cell->text;
	case ROW_PATH:
		return text_at(m, at->node, cell->text);
	case ROW_ABOVE:
	case ROW_ABOVE_TYPE:
		return at->above ? at->above[i] : NULL;
	case ROW_REQUEST:
		return params_get(m->request, cell->text);
	case ROW_VALUE:
		return value_of(m, at->node);
	case ROW_BOOLEAN:
		return either_of(text_at(m, at->node, cell->text), "true",
				 "false");
	case ROW_ACCESS:
		return either_of(single_text(m, at->node, cell->text),
				 "public", "private");
	case ROW_EMPTY:
	case ROW_END_OF_CELLS:
		return NULL;
	default:
		*made = true;
		put_together(m, &row->columns[i], at->node);
		return NULL;
	}
}

/* The text that stands for another, or for none, in its place. */
static const char *cell_from(struct maker *m, const struct row *row, size_t i,
			     const struct place *at, bool *made)
{
	const struct row_cell *cell = &row->columns[i].cell;
	const char *text = cell_source(m, row, i, at, made);
	const char *when = cell->when ? cell->when : "";

	if (*made || !cell->shown || strcmp(text ? text : "", when) != 0)
		return text;
	return cell->shown;
}

/* Puts the words of CELL before TEXT, which is not empty. */
static void put_before(struct maker *m, const struct row_cell *cell,
		       const char *text)
{
	buf_puts(&m->scratch, cell->before);
	buf_puts(&m->scratch, text);
}

static bool has_column(const struct row *row, const char *name)
{
	for (size_t i = 0; row->columns[i].column.name; i++)
		if (strcmp(row->columns[i].column.name, name) == 0)
			return true;
	return false;
}

/* Appends the ids of the rows above to CELLS, without those that the row has a
 * column for; returns how many. */
static size_t inherit(const struct maker *m, const struct row *row,
		      struct cell *cells)
{
	size_t n = 0;

	for (size_t i = 0; i < m->ids_count; i++)
		if (!has_column(row, m->ids[i].column->name))
			cells[n++] = m->ids[i];
	return n;
}

/* The type, the ids of the rows above, then the row's other columns. */
static int make_one(struct maker *m, const struct row *row,
		    const struct place *at, struct err *err)
{
	struct cell cells[ROW_CELLS_MAX];
	size_t starts[ROW_CELLS_MAX] = {0};
	bool made[ROW_CELLS_MAX] = { false };
	size_t n = 0;

	buf_clear(&m->scratch);
	for (size_t i = 0; row->columns[i].column.name; i++) {
		const struct column *column = &row->columns[i].column;

		if (i == 1)
			n += inherit(m, row, cells + n);
		if (column->hidden && m->visible_only)
			continue;
		starts[n] = m->scratch.len;
		cells[n] = (struct cell){
			.column = column, .hidden = column->hidden,
			.text = cell_from(m, row, i, at, &made[n]),
		};
		if (row->columns[i].cell.before && m->visible_only) {
			if (!cells[n].text || !*cells[n].text)
				continue;
			put_before(m, &row->columns[i].cell, cells[n].text);
			made[n] = true;
		}
		if (made[n])
			cells[n].len = m->scratch.len - starts[n];
		else
			cells[n].len = cells[n].text ? strlen(cells[n].text)
						     : 0;
		n++;
	}
	if (m->doubted || buf_check(&m->scratch, "row", err))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (made[i])
			cells[i].text = buf_str(&m->scratch) + starts[i];
	return m->fn(m->ctx, row, cells, n, err);
}

static int make(struct maker *m, const struct row *rows,
		const struct place *above, struct err *err);

/* For the rows below.  An id is a text of the reply or of the request: what is
 * put together does not live as long. */
static void remember_ids(struct maker *m, const struct row *row,
			 const struct place *at)
{
	for (size_t i = 0; row->columns[i].column.name; i++) {
		const struct column *column = &row->columns[i].column;
		struct cell *id = &m->ids[m->ids_count];
		bool made;

		if (!column->is_id || m->ids_count == ROW_IDS_MAX)
			continue;
		*id = (struct cell){
			.column = column, .hidden = true, .inherited = true,
			.text = cell_from(m, row, i, at, &made),
		};
		id->len = id->text ? strlen(id->text) : 0;
		m->ids_count++;
	}
}

static int make_below(struct maker *m, const struct row *row,
		      const struct place *at, struct err *err)
{
	size_t ids = m->ids_count;
	int rc;

	if (row->columns[0].column.name && make_one(m, row, at, err))
		return -1;
	if (!row->rows)
		return 0;
	if (!m->visible_only)
		remember_ids(m, row, at);
	rc = make(m, row->rows, at, err);
	m->ids_count = ids;
	return rc;
}

/* Once for all rows below ABOVE: to look there for each takes a time that
 * grows with the square of what a reply holds. */
static void look_above(struct maker *m, const struct row *row,
		       const struct node *above, const char **texts)
{
	for (size_t i = 0; row->columns[i].column.name; i++) {
		const struct row_cell *cell = &row->columns[i].cell;
		const struct node *node = above;
		const char *path = cell->text;

		texts[i] = NULL;
		if (cell->source != ROW_ABOVE && cell->source != ROW_ABOVE_TYPE)
			continue;
		for (; strncmp(path, "../", 3) == 0 && node->parent; path += 3)
			node = node->parent;
		texts[i] = text_at(m, node, path);
		if (texts[i] && cell->source == ROW_ABOVE_TYPE)
			texts[i] = restype_of(texts[i]);
	}
}

/* A parameter is shown to the cells as an element with one child, named as
 * the last part of the parameter's name. */
static int make_of_parameters(struct maker *m, const struct row *row,
			      const char *const *above, struct err *err)
{
	const char *prefix = row->path + 1;

	for (size_t i = 0; i < m->request->len; i++) {
		const char *name = params_name(m->request, i);
		const char *value = params_value(m->request, i);
		const char *dot = strrchr(name, '.');
		struct node child = { .text = value,
				      .text_len = strlen(value) };
		struct node node = { .name = name, .text = "",
				     .first = &child, .last = &child };
		struct place at = { &node, above };

		if (strncmp(name, prefix, strlen(prefix)) != 0)
			continue;
		child.name = dot ? dot + 1 : name;
		if (make_below(m, row, &at, err))
			return -1;
	}
	return 0;
}

/* A parameter without a number is a list of one. */
static int make_of_list(struct maker *m, const struct row *row,
			const char *const *above, struct err *err)
{
	const char *list = row->path + 1;
	struct element e;

	if (params_get(m->request, list)) {
		struct node one = { .name = list, .text = "" };
		struct place at = { &one, above };

		return make_below(m, row, &at, err);
	}
	for (size_t i = 0; element_next(m->request, list, &i, &e);) {
		struct place at = { &e.node, above };

		if (make_below(m, row, &at, err))
			return -1;
	}
	return 0;
}

static int make_of_request(struct maker *m, const struct row *row,
			   const char *const *above, struct err *err)
{
	return row->path[strlen(row->path) - 1] == '.'
		       ? make_of_parameters(m, row, above, err)
		       : make_of_list(m, row, above, err);
}

/* The rows of the request once, or for each element of the list `per`. */
static int make_per(struct maker *m, const struct row *row, struct err *err)
{
	const char *above[ROW_COLUMNS_MAX];
	struct element e;

	if (!row->per)
		return make_of_request(m, row, NULL, err);
	for (size_t i = 0; element_next(m->request, row->per, &i, &e);) {
		look_above(m, row, &e.node, above);
		if (make_of_request(m, row, above, err))
			return -1;
	}
	return 0;
}

static bool is_empty(const struct node *node)
{
	return node->parent && !node->first && !*node->text;
}

/* The last name of PATH may repeat within its parent. */
static int make_of_reply(struct maker *m, const struct row *row,
			 const struct node *item, struct err *err)
{
	const struct node *node = item_find(item, row->path);
	const char *above[ROW_COLUMNS_MAX];

	if (node) {
		check_single(m, item, row->path);
		look_above(m, row, item, above);
	}
	while (node) {
		struct place at = { node, above };
		bool fits = !row->has || item_find(node, row->has);

		if (strcmp(node->name, "item") == 0 && is_empty(node) &&
		    (!row->has || row->otherwise))
			doubt(m, node, "is empty");
		if (m->doubted)
			return -1;
		if (fits && make_below(m, row, &at, err))
			return -1;
		if (!fits && row->otherwise &&
		    make(m, row->otherwise, &at, err))
			return -1;
		node = *row->path ? item_next(node) : NULL;
	}
	return 0;
}

bool row_is_wanted(const struct row *row, const char *attribute)
{
	return !row->only ||
	       (attribute && strcmp(attribute, row->only) == 0);
}

static int make(struct maker *m, const struct row *rows,
		const struct place *above, struct err *err)
{
	for (; rows->path; rows++) {
		int rc;

		if (!row_is_wanted(rows, m->attribute))
			continue;
		if (*rows->path == '@')
			rc = make_per(m, rows, err);
		else
			rc = make_of_reply(m, rows, above->node, err);
		if (rc)
			return -1;
	}
	return 0;
}

int row_make(const struct row_plan *plan, const struct node *item, row_fn *fn,
	     void *ctx, struct err *err)
{
	struct maker m = {
		.request = plan->request, .plan = plan, .fn = fn, .ctx = ctx,
		.attribute = params_get(plan->request, "Attribute"),
		.visible_only = plan->visible_only, .doubt = err,
		.scratch = { .secret = plan->secret },
	};
	struct place top = { item, NULL };
	int rc = make(&m, plan->rows, &top, err);

	buf_release(&m.scratch);
	return rc;
}

const char *row_type(const struct row *row)
{
	const struct row_column *first = &row->columns[0];

	if (!first->column.name || strcmp(first->column.name, "Type") != 0)
		return NULL;
	return first->cell.source == ROW_LITERAL ? first->cell.text : NULL;
}

void row_headings(struct buf *out, const struct row *rows,
		  const char *attribute)
{
	const char *space = "";

	while (rows->path && !row_is_wanted(rows, attribute))
		rows++;
	if (!rows->path)
		return;
	for (size_t i = 0; rows->columns[i].column.name; i++) {
		const struct column *column = &rows->columns[i].column;

		if (column->hidden || column->kind == COLUMN_LINES)
			continue;
		buf_puts(out, space);
		buf_puts(out, column->heading ? column->heading
					      : column->name);
		space = " ";
	}
}

/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/choice.h"

#include <string.h>
#include <strings.h>

#include "base/similar.h"

/* The value "all" undoes an earlier --rows or --columns, for example in
 * EC2_DEFAULT_ARGS. */
static const char all[] = "all";

/* The types of the rows that a command can print, and the columns of the chosen
 * rows, without repetitions. */
struct printable {
	const char *types[CHOICE_TYPES_MAX];
	size_t types_count;
	bool untyped;		/* at least one row has no type */
	bool full;		/* a type or column did not fit into the
				 * arrays */
	const struct column *columns[CHOICE_COLUMNS_MAX];
	size_t columns_count;
};

static void add_row_type(struct printable *p, const struct row *row)
{
	const char *type = row_type(row);

	if (!row->columns)
		return;
	if (!type) {
		p->untyped = true;
		return;
	}
	for (size_t i = 0; i < p->types_count; i++)
		if (strcmp(p->types[i], type) == 0)
			return;
	if (p->types_count < CHOICE_TYPES_MAX)
		p->types[p->types_count++] = type;
	else
		p->full = true;
}

static void find_types(struct printable *p, const struct row *rows,
		       const char *attribute)
{
	for (; rows && rows->path; rows++) {
		if (!row_is_wanted(rows, attribute))
			continue;
		add_row_type(p, rows);
		find_types(p, rows->rows, NULL);
		find_types(p, rows->fallback, NULL);
	}
}

static void add_column(struct printable *p, const struct column *column)
{
	for (size_t i = 0; i < p->columns_count; i++)
		if (strcmp(p->columns[i]->name, column->name) == 0)
			return;
	if (p->columns_count < CHOICE_COLUMNS_MAX)
		p->columns[p->columns_count++] = column;
	else
		p->full = true;
}

static bool has_type(const struct choice *c, const char *type)
{
	for (size_t i = 0; i < c->out.types_count; i++)
		if (strcmp(c->types[i], type) == 0)
			return true;
	return false;
}

static bool is_chosen(const struct choice *c, const struct row *row)
{
	const char *type = row_type(row);

	if (!row->columns)
		return false;
	return !c->out.types_count || (type && has_type(c, type));
}

/* A linked list of the rows above a row, the nearest first.  The row inherits
 * their id columns. */
struct above {
	const struct above *next;
	const struct row *row;
};

static void add_id_columns(struct printable *p, const struct above *above)
{
	if (!above)
		return;
	add_id_columns(p, above->next);
	for (const struct row_column *c = row_columns(above->row);
	     c->column.name; c++)
		if (c->column.is_id)
			add_column(p, &c->column);
}

static void find_columns(struct printable *p, const struct choice *c,
			 const struct row *rows, const char *attribute,
			 const struct above *above)
{
	for (; rows && rows->path; rows++) {
		const struct above here = { above, rows };

		if (!row_is_wanted(rows, attribute))
			continue;
		if (is_chosen(c, rows)) {
			add_column(p, &rows->columns[0].column);
			add_id_columns(p, above);
			for (const struct row_column *k = rows->columns;
			     k->column.name; k++)
				add_column(p, &k->column);
		}
		find_columns(p, c, rows->rows, NULL, &here);
		find_columns(p, c, rows->fallback, NULL, above);
	}
}

/* Sets *NAME and *LEN to the first name in *LIST, a comma-separated list, and
 * moves *LIST past this name.  Returns false at the end of the list. */
static bool next_name(const char **list, const char **name, size_t *len)
{
	if (!*list)
		return false;
	*name = *list;
	*len = strcspn(*list, ",");
	*list = (*list)[*len] ? *list + *len + 1 : NULL;
	return true;
}

static bool same_name(const char *known, const char *name, size_t len)
{
	return strlen(known) == len && strncasecmp(known, name, len) == 0;
}

static int unknown_type(const struct printable *p, const char *name,
			size_t len, struct err *err)
{
	struct buf list = { 0 };

	for (size_t i = 0; i < p->types_count; i++)
		buf_printf(&list, "%s%s", i ? ", " : "", p->types[i]);
	if (list.len)
		err_usage(err, "--rows: no row begins with '%.*s'; rows begin "
			  "with %s", (int)len, name, buf_str(&list));
	else
		err_usage(err, "--rows: the rows of this command have no "
			  "type");
	buf_release(&list);
	return -1;
}

static int choose_types(struct choice *c, const struct printable *p,
			const char *list, struct err *err)
{
	const char *name;
	size_t len, i;

	while (next_name(&list, &name, &len)) {
		for (i = 0; i < p->types_count; i++)
			if (same_name(p->types[i], name, len))
				break;
		if (i == p->types_count)
			return unknown_type(p, name, len, err);
		if (!has_type(c, p->types[i]))
			c->types[c->out.types_count++] = p->types[i];
	}
	return 0;
}

static int unknown_column(const struct printable *p, const char *name,
			  size_t len, struct err *err)
{
	struct similar s = { .word = name, .len = len };
	struct buf list = { 0 };

	if (!p->columns_count)
		return err_usage(err, "--columns: this command prints no rows");
	if (same_name("Region", name, len))
		return err_usage(err, "--columns: rows have the column Region "
				 "only if --region or --profile is a list or "
				 "all");
	if (same_name("Profile", name, len))
		return err_usage(err, "--columns: rows have the column Profile "
				 "only if --profile is a list or all");
	for (size_t i = 0; i < p->columns_count; i++)
		similar_offer(&s, p->columns[i]->name);
	if (s.best)
		buf_printf(&list, "; did you mean %s?  Their columns are ", s.best);
	else
		buf_puts(&list, "; their columns are ");
	for (size_t i = 0; i < p->columns_count; i++)
		buf_printf(&list, "%s%s", i ? ", " : "", p->columns[i]->name);
	err_usage(err, "--columns: the rows have no column '%.*s'%s", (int)len,
		  name, buf_str(&list));
	buf_release(&list);
	return -1;
}

static int choose_columns(struct choice *c, const struct printable *p,
			  const char *list, struct err *err)
{
	const char *name;
	size_t len, i;

	while (next_name(&list, &name, &len)) {
		for (i = 0; i < p->columns_count; i++)
			if (same_name(p->columns[i]->name, name, len))
				break;
		if (i == p->columns_count)
			return unknown_column(p, name, len, err);
		if (c->out.columns_count == OUT_CELLS_MAX)
			return err_usage(err, "--columns: the list may have at "
					 "most %d names", OUT_CELLS_MAX);
		c->columns[c->out.columns_count++] = p->columns[i];
	}
	return 0;
}

/* Fails if the chosen rows have several types.  WHAT is the option that
 * requires one type, such as --output csv. */
static int check_one_type(const struct choice *c, const struct printable *p,
			  const char *what, struct err *err)
{
	size_t types = c->out.types_count ? c->out.types_count
					  : p->types_count + p->untyped;

	if (types < 2)
		return 0;
	return err_usage(err, "%s allows rows of one type only: choose "
			 "one type with --rows", what);
}

/* Returns the first chosen row among ROWS and the rows below them, or NULL. */
static const struct row *first_chosen(const struct choice *c,
				      const struct row *rows,
				      const char *attribute)
{
	for (; rows && rows->path; rows++) {
		const struct row *found;

		if (!row_is_wanted(rows, attribute))
			continue;
		if (is_chosen(c, rows))
			return rows;
		found = first_chosen(c, rows->rows, NULL);
		if (!found)
			found = first_chosen(c, rows->fallback, NULL);
		if (found)
			return found;
	}
	return NULL;
}

/* Makes the headings: the names of the chosen columns.  If the user chose no
 * columns, the headings are the columns of the first chosen row, without those
 * that text output hides or prints on separate lines. */
static void make_headings(struct choice *c, const struct row *rows,
			  const char *attribute)
{
	const struct row *row = first_chosen(c, rows, attribute);
	const char *space = "";

	for (size_t i = 0; i < c->out.columns_count; i++) {
		buf_printf(&c->headings, "%s%s", space, c->columns[i]->name);
		space = " ";
	}
	if (c->out.columns_count || !row)
		return;
	for (size_t i = 0; row->columns[i].column.name; i++) {
		if (row->columns[i].column.hidden ||
		    row->columns[i].column.kind == COLUMN_LINES)
			continue;
		buf_printf(&c->headings, "%s%s", space,
			   row->columns[i].column.name);
		space = " ";
	}
}

int choice_make(struct choice *c, const struct settings *settings,
		enum out_format format, const struct row *rows,
		const char *attribute, struct err *err)
{
	const char *types = settings->rows, *columns = settings->columns;
	bool chosen;
	struct printable p = { 0 };

	if (types && strcmp(types, all) == 0)
		types = NULL;
	if (columns && strcmp(columns, all) == 0)
		columns = NULL;
	chosen = types || columns;
	find_types(&p, rows, attribute);
	if (!p.full && choose_types(c, &p, types, err))
		return -1;
	find_columns(&p, c, rows, attribute, NULL);
	for (size_t i = 0; i < c->labels_count; i++)
		add_column(&p, c->labels[i]);
	if (p.full && (chosen || format == OUT_CSV))
		return err_set(err, "this command has more than %d types of "
			       "rows or %d columns, so --rows, --columns and "
			       "csv are not possible", CHOICE_TYPES_MAX,
			       CHOICE_COLUMNS_MAX);
	if (choose_columns(c, &p, columns, err))
		return -1;
	if ((format == OUT_CSV && check_one_type(c, &p, "--output csv", err)) ||
	    (format == OUT_TEXT && settings->headings && chosen &&
	     check_one_type(c, &p, "-H with --rows or --columns", err)))
		return -1;
	if (chosen)
		make_headings(c, rows, attribute);
	if (format == OUT_CSV && !c->out.columns_count) {
		if (p.columns_count > OUT_CELLS_MAX)
			return err_set(err, "--output csv: the rows have more "
				       "than %d columns: choose some with "
				       "--columns", OUT_CELLS_MAX);
		memcpy(c->columns, p.columns, sizeof(c->columns));
		c->out.columns_count = p.columns_count;
	}
	c->out.types = c->types;
	c->out.columns = c->columns;
	return buf_check(&c->headings, "headings", err);
}

void choice_release(struct choice *c)
{
	buf_release(&c->headings);
}
